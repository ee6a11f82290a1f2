import { notFound } from "next/navigation";
import { GalleryPage } from "../../src/gallery/gallery-page";

/** For who builds the site: on a laptop and in its tests. A deployed stage has no such page. */
export default function Page() {
  if (!process.env.FAIBRIC_LOCAL) notFound();
  return <GalleryPage />;
}
