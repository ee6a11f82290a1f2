import { LandingPage } from "../src/landing/landing-page";

export default function Home() {
  return <LandingPage />;
}
