import { afterAll, afterEach, describe, expect, it } from "vitest";
import { runProgram, runShell } from "../testing/samples";
import { expectAccessible, faultsIn, PASSWORD, startConsole } from "./console.fixture";

const { person, visitor, business, close } = await startConsole();
afterAll(close);

const visitors: Awaited<ReturnType<typeof visitor>>[] = [];
afterEach(async () => {
  const left = visitors.splice(0);
  await Promise.all(left.map(({ leave }) => leave()));
  expect(left.flatMap(({ complaints }) => faultsIn(complaints))).toEqual([]);
});

let count = 0;
/** An owner, who is at a page of their business. */
async function owner(path: string) {
  const email = `dev${++count}.${Date.now()}@example.com`;
  const { accessToken: token } = await person(email, PASSWORD);
  const made = await business(token, "Café ☕ مقهى");
  const ada = await visitor();
  visitors.push(ada);
  await ada.signIn(email, `/sign-in?next=/app/${made.slug}${path}`);
  return { ...ada, ...made, email };
}

describe("the developers' pages", () => {
  it("fill in the reader's own, with a key made on the spot, and what is copied works", async () => {
    const ada = await owner("/keys");
    const { page } = ada;
    await ada.follow("guides and API reference");
    await ada.title("Developers");
    await expectAccessible(page);
    await page.getByLabel("API key", { exact: true }).fill("fbk_of_another_business");
    await ada.click("Use it");
    await ada.see(/no API key of this business/);
    await ada.click("Create an API key");
    await ada.enter("Name", "Für Proben 🧪");
    await page.getByLabel("tenant.read").check();
    await ada.click("Create");
    await page.getByText("stands in the samples until you reload").waitFor();
    await expectAccessible(page);

    await page.getByRole("searchbox").fill("read a tenant");
    await page.getByRole("link", { name: /^Read a tenant GET/ }).click();
    await page.waitForURL("**/developers/reference/tenant#readTenant");
    const article = page.getByRole("article", { name: "Read a tenant" });
    const sample = article.getByRole("region").first();
    await expect.poll(() => sample.textContent()).toContain("Bearer fbk_");
    const curl = (await sample.textContent()) ?? "";
    expect(JSON.parse(await runShell(curl))).toMatchObject({ tenantId: ada.tenantId });
    await article.getByText("TypeScript SDK").click();
    expect(await runProgram((await sample.textContent()) ?? "")).toContain(ada.tenantId);
    for (const said of ["tenant.read", "API key", "access token"]) {
      await article.getByRole("listitem").getByText(said, { exact: true }).waitFor();
    }

    await article.getByText("Errors and how to mend them").click();
    await article.getByText("platform.actor.forbidden").waitFor();
    expect(await article.getByText("keys.origin.refused").count()).toBe(0);
    await article.getByText("Try it").click();
    await article.getByRole("button", { name: "Send" }).click();
    await article
      .getByRole("status")
      .getByText(/^Answer 200, request/)
      .waitFor();
    await article
      .getByRole("region", { name: /^Answer/ })
      .getByText(ada.slug)
      .waitFor();
    await expectAccessible(page);
    await page.reload();
    await article.waitFor();
    expect(await page.getByText("Bearer fbk_").count()).toBe(0);
  }, 180_000);

  it("have guides, which are read one after the other with the key that is in use", async () => {
    const ada = await owner("/developers/guides/quick-start");
    const { page } = ada;
    await ada.title("Quick start");
    await page
      .getByRole("region", { name: /^Ask for/ })
      .getByText(ada.tenantId)
      .waitFor();
    await expectAccessible(page);
    await ada.follow("Authentication and keys");
    await page.waitForURL("**/developers/guides/authentication");
    await page.getByRole("heading", { name: "Public app keys", level: 2 }).waitFor();
    await expectAccessible(page);
    await ada.open(`/app/${ada.slug}/developers/guides/nothing`);
    await ada.see("There is no such page.");
    await ada.open(`/app/${ada.slug}/developers/reference/nothing`);
    await ada.see("There is no such page.");
  }, 120_000);

  it("are found by the command palette", async () => {
    const ada = await owner("");
    const { page } = ada;
    await ada.title("Café ☕ مقهى");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("revoke an api key");
    await page.getByRole("option", { name: /Revoke an API key/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/developers/reference/keys#revokeApiKey");
    await page.getByRole("article", { name: "Revoke an API key, from the next request" }).waitFor();
  }, 120_000);
});
