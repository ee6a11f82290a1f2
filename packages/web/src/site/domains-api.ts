import {
  addDomain,
  checkDomain,
  listDomains,
  removeDomain,
} from "@faibric/core/site/domain.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

const site = { addDomain, checkDomain, listDomains, removeDomain };

export const siteDomains = createClient({ site }, asked).site;
