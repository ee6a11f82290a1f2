import { serveMissing } from "../../../../src/hosted/serve";

export const dynamic = "force-dynamic";

/** No site has pages below its pages. */
export const GET = serveMissing;
