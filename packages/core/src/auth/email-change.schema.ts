import * as z from "zod";
import { idSchema } from "../platform/id";

/** A change of somebody's address that both addresses have yet to confirm. */
export const EmailChangeId = idSchema("emc");
export type EmailChangeId = z.infer<typeof EmailChangeId>;

/** How long both addresses have to confirm. */
export const CHANGE_SECONDS = 60 * 60;

/** What the person sees of the change that is under way. */
export const EmailChange = z
  .object({
    newEmail: z.string().meta({
      description: "What the address is to become.",
      example: "ada@example.org",
    }),
    oldConfirmedAt: z.iso
      .datetime()
      .optional()
      .meta({ description: "When the link in the mail to the address of now was used." }),
    newConfirmedAt: z.iso
      .datetime()
      .optional()
      .meta({ description: "When the link in the mail to the new address was used." }),
    requestedAt: z.iso.datetime(),
    endsAt: z.iso.datetime().meta({ description: "Until when both can confirm." }),
  })
  .meta({ id: "EmailChange" });
export type EmailChange = z.infer<typeof EmailChange>;
