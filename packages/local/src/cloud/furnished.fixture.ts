import type { TenantId } from "@faibric/core/platform/id";
import { asSystem } from "@faibric/core/testing/actors";
import { expect } from "vitest";
import { eventually } from "../testing/eventually";
import { PASSWORD, type startConsole } from "./console.fixture";

type Platform = Awaited<ReturnType<typeof startConsole>>;

/** A business in which there is one of everything that the console can show, its people, and what is mailed to them. */
export async function furnish({ call, post, person, mails, tokenIn }: Platform, number: number) {
  const email = `ada${number}.${Date.now()}@example.com`;
  const colleague = `bob${number}.${Date.now()}@example.com`;
  const [{ accessToken: token }, { accessToken: bob }] = await Promise.all([
    person(email, PASSWORD),
    person(colleague, PASSWORD),
  ]);

  /** A business of somebody's, once it is set up, and what they ask of it. */
  async function found(by: string, slug: string) {
    const settings = { timeZone: "Europe/Berlin", locale: "en-GB", currency: "EUR" };
    const body = { name: "Café ☕ مقهى", slug, settings, sample: true };
    const { tenantId } = (await call("POST", "/api/tenants", { token: by, body })).body as {
      tenantId: TenantId;
    };
    const ask = async (method: string, path: string, sent?: object) => {
      const more = sent ? { body: sent } : {};
      const answer = await call(method, `/api/tenants/${tenantId}${path}`, {
        ...{ token: by, tenantId },
        ...more,
      });
      expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      return answer.body;
    };
    await eventually(
      () => ask("GET", ""),
      ({ status }) => status === "active",
    );
    return { tenantId, ask };
  }

  const slug = `furnished-${number}-${Date.now()}`;
  const [{ tenantId, ask }, broken, bobs] = await Promise.all([
    found(token, slug),
    found(token, `${slug}-broken`),
    found(bob, `${slug}-bobs`),
  ]);
  const { TenantEntity } = await import("@faibric/core/tenant/tenant.entity");
  await asSystem(broken.tenantId, () =>
    TenantEntity.patch({ tenantId: broken.tenantId })
      .set({ status: "failed", failure: "The place for the files could not be made." })
      .go(),
  );
  const page = await ask("POST", "/pages", { title: "Über uns · من نحن", slug: "ueber-uns" });
  await ask("POST", "/api-keys", { name: "Kasse", scopes: ["tenant.read"] });
  await ask("POST", "/app-keys", { name: "Shop", origins: ["https://shop.example.com"] });
  await ask("POST", "/domains", { domain: `www.${slug}.test` });
  await ask("PUT", "/secrets/openai.api-key", { value: `sk-${"a".repeat(48)}` });
  await ask("POST", "/invitations", { email: "zoe@example.com", role: "viewer" });
  await ask("POST", "/invitations", { email: colleague, role: "member" });
  await bobs.ask("POST", "/invitations", { email, role: "member" });
  const [invitation] = await mails(colleague, "Join Café ☕ مقهى on Faibric");
  const body = { token: tokenIn(invitation) };
  const joined = await call("POST", "/api/tenants/invitations/accept", { token: bob, body });
  expect(joined.status).toBe(200);
  for (const _ of ["a phone", "a tablet"]) await post("sign-in", { email, password: PASSWORD });
  return { email, colleague, token, slug, tenantId, pageId: page.pageId as string };
}

export type Furnished = Awaited<ReturnType<typeof furnish>>;
