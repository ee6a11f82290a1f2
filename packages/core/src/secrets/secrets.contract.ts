import * as z from "zod";
import { defineContract, Page, pageOf } from "../platform/contract";
import { TenantId } from "../platform/id";
import { Secret, SecretName, SecretValue } from "./secrets.schema";

const params = z.object({ tenantId: TenantId, name: SecretName });

export const setSecret = defineContract({
  method: "PUT",
  path: "/api/tenants/{tenantId}/secrets/{name}",
  summary: "Set a secret, such as a vendor's key; its value is never answered",
  access: "member:secrets.write",
  stepUp: true,
  params,
  body: z.object({ value: SecretValue }),
  response: Secret,
  refuses: {
    "secrets.secret.wrong_shape": {
      status: 422,
      when: "the name is a vendor's, and the value does not look like that vendor's key",
      mend: "Copy the key from the vendor's dashboard again, whole and without spaces.",
    },
  },
});

export const listSecrets = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/secrets",
  summary: "List the names of a tenant's secrets",
  access: "member:secrets.read",
  params: params.pick({ tenantId: true }),
  query: Page,
  response: pageOf(Secret),
});

export const deleteSecret = defineContract({
  method: "DELETE",
  path: "/api/tenants/{tenantId}/secrets/{name}",
  summary: "Delete a secret",
  access: "member:secrets.write",
  stepUp: true,
  params,
  refuses: {
    "secrets.secret.not_found": {
      status: 404,
      when: "there is no secret of that name",
      mend: "List the secrets to see which there are.",
    },
  },
});
