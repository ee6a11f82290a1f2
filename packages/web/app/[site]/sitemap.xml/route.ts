import { serveSitemap } from "../../../src/hosted/serve";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ site: string }> }) {
  return serveSitemap(request, await params);
}
