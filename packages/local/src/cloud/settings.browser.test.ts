import { afterAll, afterEach, describe, expect, it } from "vitest";
import { codeOf, inStep } from "../testing/totp";
import { expectAccessible, PASSWORD, startConsole, withApp, withPasskeys } from "./console.fixture";

const { post, mails, owner, ownersLeave, close } = await startConsole();
afterAll(close);
afterEach(ownersLeave);

describe("settings", () => {
  it("are changed, taken back, and shown wherever they count", async () => {
    const ada = await owner("@/settings");
    const { page } = ada;
    await ada.title("Settings");
    await page.getByLabel("Time zone").waitFor();
    await page.getByLabel("Currency").click();
    await page.getByRole("combobox", { name: "Currency" }).fill("yen");
    await page.getByRole("option", { name: /JPY/ }).click();
    await page.getByLabel("Time zone").click();
    await page.getByRole("combobox", { name: "Time zone" }).fill("tokyo");
    await page.getByRole("option", { name: /Asia\/Tokyo/ }).click();
    await page.getByRole("button", { name: "Save" }).nth(1).click();
    await ada.see("Saved.");
    await page.reload();
    expect(await page.getByLabel("Currency").inputValue()).toContain("JPY");
    // The list opens at what is chosen, far down, of which only what is near is drawn.
    await page.getByLabel("Time zone").click();
    const tokyo = page.getByRole("option", { name: /Asia\/Tokyo/, selected: true });
    await tokyo.waitFor();
    expect(Number(await tokyo.getAttribute("aria-posinset"))).toBeGreaterThan(100);
    expect(await page.getByRole("option").count()).toBeLessThan(60);
    await page.keyboard.press("Escape");
    await ada.enter("Main colour", "green");
    await page.getByRole("button", { name: "Save" }).nth(2).click();
    await ada.see(/six hex digits/i);
    await ada.enter("Main colour", "#ffd400");
    await page.getByRole("button", { name: "Save" }).nth(2).click();
    await ada.see("Saved.");
    const brand = () =>
      page
        .getByRole("button", { name: "Save" })
        .first()
        .evaluate((button) => getComputedStyle(button).backgroundColor);
    await expect.poll(brand).toBe("rgb(255, 212, 0)");
    await expectAccessible(page);
    await ada.enter("Name of the business", "Zweites Café");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByRole("button", { name: /Zweites Café/ }).waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByRole("button", { name: /Café ☕ مقهى/ }).waitFor();
  }, 150_000);

  it("follow what others change, but keep what was typed, and say so before it is overwritten", async () => {
    const ada = await owner("@/settings");
    const name = ada.page.getByLabel("Name of the business");
    const save = ada.page.getByRole("button", { name: "Save" }).first();
    await name.waitFor();
    const rename = async (to: string) => {
      const answer = await fetch(new URL(`/api/tenants/${ada.tenantId}`, ada.page.url()), {
        method: "PATCH",
        headers: {
          ...ada.headers,
          "content-type": "application/json",
          "if-match": `"${(await ada.read()).version}"`,
        },
        body: JSON.stringify({ name: to }),
      });
      expect(answer.status).toBe(200);
    };
    await rename("Of another");
    await expect.poll(() => name.inputValue(), { timeout: 10_000 }).toBe("Of another");

    await name.fill("Mine");
    await rename("Of another again");
    await ada.page.getByRole("button", { name: /Of another again/ }).waitFor();
    expect(await name.inputValue()).toBe("Mine");
    await save.click();
    await ada.see(/Somebody else changed this meanwhile/);
    expect(await name.inputValue()).toBe("Mine");
    await save.click();
    await ada.page.getByRole("button", { name: /Mine/ }).waitFor();
    await name.fill("Mine again");
    await save.click();
    await ada.page.getByRole("button", { name: /Mine again/ }).waitFor();
  }, 120_000);

  it("of security ask nobody for what they have not themselves", async () => {
    const ada = await owner("@/security");
    const { page } = ada;
    await ada.title("Security");
    await expectAccessible(page);
    const ask = page.getByLabel("Ask every member for a second factor");
    await ask.check();
    await ada.enter("Keep the audit log for days", "7");
    await ada.click("Save");
    await ada.see(/30 days at least/);
    await ada.enter("Keep the audit log for days", "90");
    await ada.click("Save");
    await ada.see(/you would lock yourself out/);
    await expectAccessible(page);
    await ada.follow("Set up a second factor");
    await ada.title("Authenticator app");

    const { secret } = await withApp(post, ada.headers.authorization.replace("Bearer ", ""));
    await ada.open(`/app/${ada.slug}/security`);
    await ask.check();
    await ada.enter("Keep the audit log for days", "90");
    await ada.click("Save");
    await ada.title("Is it you?");
    await expectAccessible(page);
    await ada.enter("Code of your authenticator app", codeOf(secret));
    await ada.click("Continue");
    await ada.see("Saved.");
    await ada.follow("Members");
    await ada.title("Members");
  }, 120_000);
});

describe("signing in", () => {
  it("gets an authenticator app, recovery codes and a passkey, each after a proof", async () => {
    const ada = await owner("/account/security");
    const { page, email } = ada;
    await ada.title("Signing in");
    await expectAccessible(page);
    await inStep();
    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    await page.getByRole("img", { name: "QR code for your authenticator app" }).waitFor();
    await expectAccessible(page);
    await page.getByText("You cannot scan?").click();
    const secret = await page.locator("dialog code").textContent();
    await ada.enter("Code", codeOf(secret ?? "", -1));
    await ada.click("Confirm");
    await ada.title("Keep these codes");
    expect(await page.getByRole("list", { name: "Recovery codes" }).locator("li").count()).toBe(10);
    await expectAccessible(page);
    await ada.click("I have kept them");
    await ada.see(/10 codes are left/);

    await withPasskeys(page);
    await ada.click("Add a passkey");
    await ada.click("Make the passkey");
    await ada.see("A name is needed.");
    await ada.enter("Name", "Mein Schlüssel 🔑");
    await ada.click("Make the passkey");
    await page.getByRole("button", { name: "Remove: Mein Schlüssel 🔑" }).click();
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await ada.see("Mein Schlüssel 🔑");
    await page
      .getByRole("button", { name: "Remove: Mein Schlüssel 🔑" })
      .waitFor({ state: "detached" });
    await ada.enter("Current password", "wrong");
    await ada.enter("New password", `${PASSWORD} anew`);
    await ada.click("Change the password");
    await ada.see("The password is wrong.");
    await ada.enter("Current password", PASSWORD);
    await ada.click("Change the password");
    await ada.see(/Your password was changed/);
    const { body } = await post("sign-in", { email, password: `${PASSWORD} anew` });
    expect(body.mfaToken).toBeDefined();
  }, 150_000);

  it("has another address once both have confirmed", async () => {
    const ada = await owner("/account/security");
    const next = `new.${ada.email}`;
    await ada.enter("New e-mail address", next);
    await ada.click("Change the address");
    await ada.see("Your address of now has yet to confirm.");
    const letters = [
      [ada.email, "Confirm that your e-mail address changes", "One of two"],
      [next, "Confirm your new e-mail address", "Your address is changed"],
    ] as const;
    for (const [address, subject, title] of letters) {
      const [mail = ""] = await mails(address, subject);
      const link = /http\S+change-email#token=\S+/.exec(mail)?.[0] ?? "no link";
      await ada.page.goto(link.replace("127.0.0.1", "localhost"));
      await ada.click("Confirm");
      await ada.title(title);
    }
    await expectAccessible(ada.page);
  }, 120_000);

  it("shows where, and ends it there", async () => {
    const ada = await owner("/account/sessions");
    await post("sign-in", { email: ada.email, password: PASSWORD });
    await ada.see("this device");
    await ada.see(/^This network · /);
    await ada.see("IP Geolocation by DB-IP");
    await ada.page.reload();
    await ada.page.getByRole("button", { name: "Sign out all others" }).waitFor();
    await expectAccessible(ada.page);
    await ada.click("Sign out all others");
    await ada.page.getByRole("dialog").getByRole("button", { name: "Sign out all others" }).click();
    await ada.see("All other devices were signed out.");
    expect(await ada.page.getByRole("list", { name: "Sessions" }).locator("li").count()).toBe(1);
  }, 90_000);
});

describe("the audit log", () => {
  it("is filtered, opened, verified and taken along", async () => {
    const ada = await owner("@/settings");
    const { page } = ada;
    await ada.enter("Name of the business", "Neu");
    await page.getByRole("button", { name: "Save" }).first().click();
    await ada.see("Saved.");
    await expect
      .poll(
        async () => {
          await ada.open(`/app/${ada.slug}/audit?action=tenant.renameTenant`);
          return page
            .getByRole("button", { name: /renameTenant/ })
            .first()
            .waitFor({ timeout: 3_000 })
            .then(
              () => true,
              () => false,
            );
        },
        { timeout: 40_000 },
      )
      .toBe(true);
    await page.getByText("More filters").click();
    await page.getByRole("button", { name: /^Days/ }).click();
    await page.getByRole("button", { name: "Today", exact: true }).click();
    await page.waitForURL(/from=.+to=/);
    await expectAccessible(page);
    await page
      .getByRole("button", { name: /renameTenant/ })
      .first()
      .click();
    await ada.see("+ ");
    await page.getByRole("dialog").getByText("Neu").waitFor();
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Verify" }).click();
    await ada.see(/entries are what was written/);
    // What this browser has kept of the log has to be in it the next time.
    const kept = await page.getByRole("dialog").locator("code").textContent();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await page.evaluate((receipt) => {
      const [key = ""] = Object.keys(localStorage).filter((one) => one.startsWith("audit-receipt"));
      if (localStorage.getItem(key) !== receipt) throw new Error("the receipt was not kept");
      localStorage.setItem(key, `1.${"A".repeat(43)}`);
    }, kept);
    await page.getByRole("button", { name: "Verify" }).click();
    await ada.see(/It is not what your receipt says/);
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    for (const format of ["CSV", "JSON lines"]) {
      const [file] = await Promise.all([page.waitForEvent("download"), ada.click(format)]);
      expect(file.suggestedFilename()).toMatch(/-audit\.(csv|jsonl)$/);
    }
    await ada.click("Show everything");
    await page.waitForURL(/audit$/);
  }, 150_000);
});

describe("keys", () => {
  it("are made, shown once, replaced and revoked", async () => {
    const ada = await owner("@/keys");
    const { page } = ada;
    await ada.see("There are no API keys");
    await expectAccessible(page);
    // From anywhere, which goes there and does it.
    await ada.follow("Settings");
    await ada.title("Settings");
    await page.keyboard.press("Control+k");
    await page
      .getByRole("combobox", { name: "Go anywhere, do anything" })
      .fill("create an api key");
    await page.keyboard.press("Enter");
    await page.waitForURL(/keys$/);
    await page.getByRole("dialog", { name: "Create an API key" }).waitFor();
    await ada.click("Create");
    await ada.see("A name is needed.");
    await expectAccessible(page);
    await ada.enter("Name", "Lager ☕");
    await page.getByLabel("tenant.read").check();
    await ada.click("Create");
    await ada.title("The key Lager ☕");
    const key = await page.getByRole("dialog").locator("code").textContent();
    const list = await fetch(new URL(`/api/tenants/${ada.tenantId}`, page.url()), {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(list.status).toBe(200);
    await ada.click("I have kept it");
    await ada.click("Revoke: Lager ☕");
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await ada.see("There are no API keys");
    await ada.click("Create an app key");
    await ada.enter("Name", "Shop");
    await ada.enter("Pages", "https://shop.example.com\nnonsense");
    await ada.click("Save");
    await page.getByRole("dialog").locator("p.text-bad").waitFor();
    await ada.enter("Pages", "https://shop.example.com");
    await ada.click("Save");
    await page
      .getByRole("list", { name: "Public app keys" })
      .getByText("https://shop.example.com")
      .waitFor();
    await expectAccessible(page);
  }, 150_000);
});

describe("a business's data", () => {
  it("is taken along, and erased only by who types its address, and not at once", async () => {
    const ada = await owner("@/data");
    const { page } = ada;
    await ada.click("Make the archive");
    await page.getByRole("link", { name: "Download the archive" }).waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    await ada.click("Erase this business");
    await ada.enter(`Type ${ada.slug} to confirm`, "another");
    await ada.click("Erase it");
    await ada.see("This is not the address of the business.");
    await expectAccessible(page);
    await ada.enter(`Type ${ada.slug} to confirm`, ada.slug);
    await ada.click("Erase it");
    await ada.see(/will be erased on/);
    await ada.click("Do not erase it");
    await page.getByRole("button", { name: "Erase this business" }).waitFor();
  }, 150_000);
});
