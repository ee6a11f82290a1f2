import * as z from "zod";

/** An e-mail address, as it is compared: in lower case, without the spaces around it. */
export const Email = z
  .string()
  .max(254, "An e-mail address has at most 254 characters.")
  .trim()
  .toLowerCase()
  .pipe(z.email("Not an e-mail address, such as ada@example.com."))
  .meta({ example: "ada@example.com" });
