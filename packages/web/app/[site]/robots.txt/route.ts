import { serveRobots } from "../../../src/hosted/serve";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ site: string }> }) {
  return serveRobots(request, await params);
}
