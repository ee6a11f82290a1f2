import { servePage } from "../../../src/hosted/serve";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ site: string; page: string }> },
) {
  return servePage(request, await params);
}
