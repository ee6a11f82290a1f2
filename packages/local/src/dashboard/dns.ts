import * as z from "zod";
import { RECORD_TYPES } from "../dns/dns";
import type { DashboardParts } from "./parts";
import type { Routes } from "./routes";

const Change = z.object({
  name: z.string().min(1).max(255),
  type: z.enum(RECORD_TYPES),
  values: z.array(z.string().max(255)).max(20),
});

/** The records of the laptop's own name server, in the place of those that a domain's owner would set. */
export function dnsRoutes({ dns }: Pick<DashboardParts, "dns">): Routes {
  return {
    "GET /dns": () => ({ records: dns.records() }),
    "POST /dns": ({ body }) => {
      const { name, type, values } = Change.parse(body);
      dns.set(name, type, values);
      return { records: dns.records() };
    },
  };
}
