import fc from "fast-check";
import sanitizeHtml from "sanitize-html";
import { describe, expect, it } from "vitest";
import { MARKDOWN_MOST_LETTERS, renderMarkdown } from "./markdown";
import { HOSTILE } from "./markdown.fixture";
import { SAFE_PROTOCOLS, SAFE_TAGS } from "./markdown-safety";

/** What a library made for the purpose leaves of a page: it reads HTML, and knows nothing of Markdown. */
const referee = (html: string): string =>
  sanitizeHtml(html, {
    allowedTags: Object.keys(SAFE_TAGS),
    allowedAttributes: Object.fromEntries(
      Object.entries(SAFE_TAGS).map(([tag, names]) => [tag, [...names]]),
    ),
    allowedSchemes: SAFE_PROTOCOLS,
    allowedSchemesByTag: { img: [] },
    allowProtocolRelative: true,
  });

/** The referee writes the same in other words: what tags say, with letters that need no escape as they are. */
const plain = (html: string): string =>
  html.replaceAll(" />", ">").replaceAll("&quot;", '"').replaceAll("&#x27;", "'");

/** Every tag that a browser would find, with its attributes. */
const TAG = /<\/?([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/g;

function expectSafe(text: string): void {
  const html = renderMarkdown(text);
  // Whatever is not one of our own tags is text: nothing else opens one.
  expect(html.replace(TAG, ""), text).not.toMatch(/[<>]/);
  for (const [, tag = "", attributes = ""] of html.matchAll(TAG)) {
    const allowed = SAFE_TAGS[tag];
    expect(allowed, `${tag} of ${text}`).toBeDefined();
    for (const [, name = "", value = ""] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      expect(allowed, `${name} of ${text}`).toContain(name);
      if (name === "href") expect(value).toMatch(/^(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|$))/i);
      if (name === "src") expect(value).toMatch(/^\/(?![/\\])/);
    }
  }
  expect(plain(referee(html)), text).toBe(plain(html));
}

describe("renderMarkdown", () => {
  it("keeps what is hostile from doing anything", () => {
    expect(HOSTILE.length).toBeGreaterThan(80);
    for (const text of HOSTILE) expectSafe(text);
  });

  it("keeps it so whatever it stands in", () => {
    const inside = [
      "> ",
      "- ",
      "# ",
      "**",
      "[a](",
      "![",
      "|a|\n|-|\n|",
      "`",
      "~~",
      "1. ",
      "<p>",
      '"',
    ];
    for (const text of HOSTILE)
      for (const around of inside) expectSafe(`${around}${text}${around}`);
  });

  it("keeps it so however its pieces are put together", () => {
    const marks = [
      "[",
      "](",
      ")",
      "<",
      ">",
      "!",
      "`",
      "*",
      "|",
      "\n",
      '"',
      "'",
      "&",
      "\\",
      ":",
      "#",
    ];
    const words = ["javascript:", "onerror=alert(1)", "<img src=x ", "data:", "//", "script", " "];
    const piece = fc.constantFrom(...marks, ...words, ...HOSTILE);
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
    fc.assert(fc.property(text, expectSafe), { numRuns: 1_000 });
  });

  it.each([
    ["# Willkommen", '<h2 dir="auto">Willkommen</h2>'],
    ["###### klein", '<h6 dir="auto">klein</h6>'],
    [
      "**fett** _schräg_ ~~weg~~",
      '<p dir="auto"><strong>fett</strong> <em>schräg</em> <s>weg</s></p>',
    ],
    ["שלום עולם 👩‍🍳", '<p dir="auto">שלום עולם 👩‍🍳</p>'],
    ["a < b && c > d", '<p dir="auto">a &lt; b &amp;&amp; c &gt; d</p>'],
    [
      "[Karte](https://example.com/a?b=1&c=2)",
      '<p dir="auto"><a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener">Karte</a></p>',
    ],
    [
      "[wir](/blue-bottle/about#team) [unten](#da) [schreib](mailto:a@b.example)",
      '<p dir="auto"><a href="/blue-bottle/about#team" rel="nofollow noopener">wir</a> <a href="#da" rel="nofollow noopener">unten</a> <a href="mailto:a@b.example" rel="nofollow noopener">schreib</a></p>',
    ],
    [
      "![Unser Café](/files/café.png)",
      '<p dir="auto"><img src="/files/caf%C3%A9.png" alt="Unser Café"></p>',
    ],
    [
      "![Plan](https://elsewhere.example/plan.png)",
      '<p dir="auto"><a href="https://elsewhere.example/plan.png" rel="nofollow noopener">Plan</a></p>',
    ],
    [
      "[![Plan](https://elsewhere.example/plan.png)](/plan)",
      '<p dir="auto"><a href="/plan" rel="nofollow noopener">Plan</a></p>',
    ],
    [
      "- [x] gebacken\n- [ ] geliefert",
      '<ul>\n<li dir="auto">☑ gebacken</li>\n<li dir="auto">☐ geliefert</li>\n</ul>',
    ],
    [
      "3. drei\n4. vier",
      '<ol start="3">\n<li dir="auto">drei</li>\n<li dir="auto">vier</li>\n</ol>',
    ],
    ["```ts\nlet a = 1 < 2;\n```", "<pre><code>let a = 1 &lt; 2;\n</code></pre>"],
    ["", ""],
  ])("writes %j as people mean it", (text, html) => {
    expect(renderMarkdown(text).trim()).toBe(html);
  });

  it("has tables whose columns stand where they were put, from either side", () => {
    const html = renderMarkdown("| Tag | Preis |\n|:-|-:|\n| Mo | 3 € |");
    expect(html).toContain('<th class="text-end" dir="auto">Preis</th>');
    expect(html).toContain('<td class="text-start" dir="auto">Mo</td>');
  });

  it("refuses what is longer than any text", () => {
    expect(() => renderMarkdown("a".repeat(MARKDOWN_MOST_LETTERS + 1))).toThrow(RangeError);
  });

  it.each([
    ["quotes in quotes", ">"],
    ["lists in lists", "- "],
    ["brackets", "["],
    ["marks that never end", "*a_ "],
    ["links in links", "[a]("],
    ["tables of many columns", "|a"],
  ])("is done in time with %s", (_, piece) => {
    const begun = performance.now();
    renderMarkdown(piece.repeat(MARKDOWN_MOST_LETTERS / piece.length));
    // A reader that is quadratic takes minutes: 100 s was seen of one.
    expect(performance.now() - begun).toBeLessThan(8_000);
  });
});
