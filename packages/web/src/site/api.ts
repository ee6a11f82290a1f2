import * as contract from "@faibric/core/site/site.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const site = createClient({ site: contract }, asked).site;
