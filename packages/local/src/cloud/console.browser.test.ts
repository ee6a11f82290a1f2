import { afterAll, afterEach, describe, expect, it } from "vitest";
import { expectAccessible, faultsIn, PASSWORD, startConsole } from "./console.fixture";

const { call, cloud, person, mails, site, visitor, business, close } = await startConsole();
afterAll(close);

type Visitor = Awaited<ReturnType<typeof visitor>>;
const visitors: Visitor[] = [];
afterEach(async () => {
  const left = visitors.splice(0);
  await Promise.all(left.map(({ leave }) => leave()));
  expect(left.flatMap(({ complaints }) => faultsIn(complaints))).toEqual([]);
});

let count = 0;
/** Somebody with an account, in a browser of their own. */
async function somebody(name: string) {
  const email = `${name}${++count}.${Date.now()}@example.com`;
  const { accessToken: token } = await person(email, PASSWORD);
  const here = await visitor();
  visitors.push(here);
  return { email, token, ...here };
}

/** An owner in their business, which is set up. */
async function owner() {
  const ada = await somebody("ada");
  const { slug } = await business(ada.token, "مقهى Café ☕");
  await ada.signIn(ada.email, `/sign-in?next=/app/${slug}`);
  await ada.title("مقهى Café ☕");
  return { ...ada, slug };
}

describe("the console's frame", () => {
  it("is walked with the keyboard alone, and looks as its reader wants", async () => {
    const ada = await owner();
    const { page } = ada;
    await expectAccessible(page);
    await page.reload();
    await ada.title("مقهى Café ☕");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**#content");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await expectAccessible(page);
    await page.keyboard.type("memb");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/app/${ada.slug}/members`);
    await ada.title("Members");
    await page.getByRole("button", { name: /^Your account:/ }).press("Enter");
    await page.locator(":focus", { hasText: "Light" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.locator(":focus", { hasText: "Dark" }).waitFor();
    await page.keyboard.press("Enter");
    await page.reload();
    await ada.title("Members");
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    expect(theme).toBe("dark");
  }, 150_000);

  it("knows only the businesses of its reader", async () => {
    const ada = await owner();
    const eve = await somebody("eve");
    await eve.signIn(eve.email, `/sign-in?next=/app/${ada.slug}/members`);
    await eve.title("There is no such business here");
    await expectAccessible(eve.page);
  }, 90_000);

  it("says that the server cannot be reached, and shows the page once it can", async () => {
    const ada = await owner();
    await ada.page.route("**/memberships*", (route) => route.abort());
    // Come to anew: the overview has read them already.
    await ada.open(`/app/${ada.slug}/members`);
    await ada.title("This cannot be shown just now");
    await expectAccessible(ada.page);
    await ada.page.unroute("**/memberships*");
    await ada.page.getByText(ada.email, { exact: false }).first().waitFor();
    await ada.page.getByRole("table", { name: "Members" }).waitFor();
  }, 120_000);
});

describe("members", () => {
  it("are invited, come and get another role, each seen at once; who is removed, at the next click", async () => {
    const [ada, bob] = [await owner(), await somebody("bob")];
    await ada.follow("Members");
    await ada.click("Invite somebody");
    await ada.click("Send the invitation");
    await ada.see("Enter your e-mail address.");
    await expectAccessible(ada.page);
    await ada.enter("E-mail address", bob.email);
    await ada.click("Send the invitation");
    await ada.see(`The invitation for ${bob.email} is on its way.`);
    await expectAccessible(ada.page);

    const [mail = ""] = await mails(bob.email, "Kommen Sie zu مقهى Café ☕ auf Faibric");
    await bob.page.goto(
      (/http\S+#token=\S+/.exec(mail)?.[0] ?? "").replace("127.0.0.1", "localhost"),
    );
    await bob.follow("Sign in to join");
    await bob.page.waitForURL("**/sign-in?**");
    await bob.enter("E-mail address", bob.email);
    await bob.enter("Password", PASSWORD);
    await bob.click("Sign in");
    await bob.title("You are invited");
    await expectAccessible(bob.page);
    await bob.click("Join");
    await bob.page.waitForURL(`**/app/${ada.slug}`);
    await bob.follow("Members");
    await bob.see("(you)");
    expect(await bob.page.getByRole("link", { name: "Audit log" }).count()).toBe(0);

    await ada.page.getByLabel(`Role of ${bob.email}`).selectOption("admin");
    await ada.see(`${bob.email} is now: admin.`);
    await bob.page.getByRole("link", { name: "Audit log" }).waitFor();
    await ada.click("Undo");
    await ada.see("It is as it was before.");
    await bob.page.getByRole("link", { name: "Audit log" }).waitFor({ state: "detached" });

    await ada.click(`Remove: ${bob.email}`);
    await ada.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await ada.see(`${bob.email} was removed.`);
    await bob.follow("Overview");
    await bob.title("There is no such business here");
  }, 180_000);

  it("are always more than none: the last owner stays", async () => {
    const ada = await owner();
    await ada.follow("Members");
    await ada.click("Leave");
    await ada.page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await ada.see(/needs an owner/);
  }, 90_000);

  it("are sorted and searched as the address says", async () => {
    const ada = await owner();
    await ada.open(`/app/${ada.slug}/members?q=nobody`);
    await ada.see("Nothing matches.");
    await ada.page.getByRole("searchbox").fill(ada.email);
    await ada.see("(you)");
    await ada.page.getByRole("button", { name: "Joined" }).click();
    await ada.page.waitForURL(/sort=since/);
    const [file] = await Promise.all([ada.page.waitForEvent("download"), ada.click("Save as CSV")]);
    expect(file.suggestedFilename()).toBe("Members.csv");
  }, 90_000);
});

describe("a session that ends in the middle of a form", () => {
  it("is begun anew above it, and what was typed is sent", async () => {
    const ada = await owner();
    await ada.open(`/app/${ada.slug}/members?invite=1`);
    await ada.enter("E-mail address", "zoë@example.com");
    const { body } = await call("POST", "/api/auth/sign-in", {
      body: { email: ada.email, password: PASSWORD },
    });
    await call("DELETE", "/api/auth/sessions", { token: body.accessToken });
    await ada.enter("E-mail address", "zoe@example.com");
    await ada.click("Send the invitation");
    await ada.title("Your session has ended");
    await expectAccessible(ada.page);
    const dialog = ada.page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.getByLabel("E-mail address").fill(ada.email);
    await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await ada.see("The invitation for zoe@example.com is on its way.");
  }, 120_000);
});

describe("a session", () => {
  it("keeps its tokens in nothing that a script could read later", async () => {
    const ada = await owner();
    const stored = await ada.page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(stored).not.toMatch(/eyJ|refresh/);
  }, 90_000);

  it("is asked for once, by the page's HTML before there are scripts, and left to nobody else", async () => {
    const { page, title } = await owner();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/auth/refresh")) asked.push(request.url());
    });
    await page.route("**/_next/static/**/*.js", async (route) => {
      await expect.poll(() => asked.length).toBe(1);
      await route.fallback();
    });
    await page.reload();
    await title("مقهى Café ☕");
    expect(asked).toHaveLength(1);
    expect(await page.evaluate(() => Reflect.get(window, "faibricEarly"))).toBeUndefined();
  }, 90_000);
});

describe("a live connection that is lost", () => {
  it("is opened again, and what happened meanwhile is shown without a reload", async () => {
    const ada = await somebody("ada");
    const { slug, tenantId, headers, read } = await business(ada.token, "Vorher");
    let isCut = false;
    const open = new Set<{ close: () => Promise<void> }>();
    const ids = () => cloud.live.connections().map(({ connectionId }) => connectionId);
    const others = new Set(ids());
    await ada.page.routeWebSocket(/\/live$/, (socket) => {
      if (isCut) return socket.close();
      socket.connectToServer();
      open.add(socket);
    });
    await ada.signIn(ada.email, `/sign-in?next=/app/${slug}`);
    await ada.title("Vorher");
    // Open at its other end, too: a browser complains of one that is closed before.
    await expect.poll(() => ids().filter((id) => !others.has(id))).toHaveLength(1);
    expect(open.size).toBe(1);
    isCut = true;
    await Promise.all([...open].map((socket) => socket.close()));
    const renamed = await fetch(new URL(`/api/tenants/${tenantId}`, ada.site), {
      method: "PATCH",
      headers: {
        ...headers,
        "content-type": "application/json",
        "if-match": `"${(await read()).version}"`,
      },
      body: JSON.stringify({ name: "Nachher" }),
    });
    expect(renamed.status).toBe(200);
    isCut = false;
    await ada.title("Nachher");
    await ada.see("Vorher is now called Nachher.");
  }, 90_000);
});

describe("the site of a business", () => {
  it("has a page that is written, refused an address, published, seen by everybody and taken back", async () => {
    const ada = await owner();
    const { page } = ada;
    await ada.follow("Site");
    await ada.see("There are no pages yet");
    await expectAccessible(page);
    await ada.click("New page");
    await ada.enter("Title", "Über uns · من نحن");
    await ada.enter("Address", "shop");
    await ada.click("Create");
    await ada.see("This address is reserved.");
    await ada.enter("Address", "about");
    await ada.click("Create");
    await page.locator("[contenteditable=true]").click();
    await page.keyboard.type("We roast coffee.");
    await ada.click("Save");
    await ada.see("Saved.");
    await expectAccessible(page);
    await ada.click("Publish");
    await ada.see(/The page is published/);
    const seen = async () => {
      const answer = await fetch(`${site}/${ada.slug}/about`);
      return [answer.status, (await answer.text()).includes("We roast coffee.")];
    };
    expect(await seen()).toEqual([200, true]);
    await ada.click("Take back");
    await ada.see(/a draft again/);
    expect(await seen()).toEqual([404, false]);
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await expect.poll(seen).toEqual([200, true]);
    await ada.follow("All pages");
    await page.getByRole("button", { name: /^Add to navigation/ }).click();
    await page.getByRole("button", { name: /^Take out of navigation/ }).waitFor();
    await expectAccessible(page);
  }, 180_000);

  it("tells who the business is, and is at a domain of its own once its records stand", async () => {
    const ada = await owner();
    const { page } = ada;
    await ada.open(`/app/${ada.slug}/site/profile`);
    await ada.enter("Tagline", "قهوة من الجوار ☕️");
    await ada.enter("Monday", "nine to five");
    await ada.click("Save");
    await ada.see("Write times such as 09:00-12:30, 14:00-18:00.");
    await ada.enter("Monday", "9:00 - 17:00");
    await ada.click("Save");
    await ada.see("Saved.");
    await expectAccessible(page);
    await ada.follow("Domains");
    await ada.see("Your site has no domain of its own");
    await ada.click("Add a domain");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Domain").fill("co.uk");
    await dialog.getByRole("button", { name: "Add a domain" }).click();
    await ada.see(/shared by many/);
    await dialog.getByLabel("Domain").fill(`www.${ada.slug}.test`);
    await dialog.getByRole("button", { name: "Add a domain" }).click();
    await ada.click("Look up now");
    await ada.see(/TXT record is not there yet/);
    const [proofName = "", proof = "", name = "", target = ""] = await page
      .locator("dd code")
      .allTextContents();
    cloud.dns.set(proofName, "TXT", [proof]);
    cloud.dns.set(name, "CNAME", [target]);
    await ada.click("Look up now");
    await ada.see(/All is well/);
    await expectAccessible(page);
    const moved = await fetch(`${site}/${ada.slug}`, { redirect: "manual" });
    expect([moved.status, moved.headers.get("location")]).toEqual([
      308,
      `https://www.${ada.slug}.test/`,
    ]);
  }, 180_000);
});
