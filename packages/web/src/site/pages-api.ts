import * as contract from "@faibric/core/site/page.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const sitePages = createClient({ site: contract }, asked).site;
