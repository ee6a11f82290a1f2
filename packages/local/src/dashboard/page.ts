import { readdirSync, readFileSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { SECURE } from "./answer";

const APP = join(import.meta.dirname, "app");

const SECTIONS = [
  ["", "Overview"],
  ["requests", "Requests"],
  ["events", "Events"],
  ["queues", "Queues"],
  ["executions", "Executions"],
  ["inbox", "Inbox"],
  ["objects", "Objects"],
  ["table", "Table"],
  ["logs", "Logs"],
] as const;

/** The frame of every page; `app.js` fills in `main`. */
function frame(): string {
  const links = SECTIONS.map(
    ([path, name]) =>
      `<li><a href="/_local${path && `/${path}`}" data-section="${path}"><span>${name}</span><b class="count" hidden></b></a></li>`,
  ).join("");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Faibric on this laptop</title>
<link rel="icon" href="/_local/app/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_local/app/app.css">
<script type="module" src="/_local/app/app.js"></script>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="side">
<p class="brand"><a href="/_local">Faibric</a><span id="link" class="link" role="status">connecting</span></p>
<nav aria-label="Sections"><ul>${links}</ul></nav>
<button id="keys" class="plain keys" type="button">Shortcuts <kbd>?</kbd></button>
</header>
<main id="main" tabindex="-1"><noscript><p class="empty">This page needs JavaScript.</p></noscript></main>
<div id="toasts" class="toasts" role="status" aria-live="polite"></div>
`;
}

/** Answers with the page. It is the same for every address: the script shows what the address names. */
export function sendPage(response: ServerResponse): void {
  send(response, "text/html; charset=utf-8", frame());
}

/** Answers `/_local/app/<name>`; false where there is no such file. */
export async function sendAsset(name: string, response: ServerResponse): Promise<boolean> {
  if (name === "app.js") send(response, "text/javascript; charset=utf-8", (await assets()).script);
  else if (name === "app.css") send(response, "text/css; charset=utf-8", (await assets()).style);
  else if (name === "icon.svg")
    send(response, "image/svg+xml", readFileSync(join(APP, name), "utf8"));
  else return false;
  return true;
}

interface Assets {
  readonly script: string;
  readonly style: string;
}

let bundled: { readonly savedAt: number; readonly assets: Promise<Assets> } | undefined;

/** Script and style: bundled when first asked for (some 30 ms), and again after one of their files was saved. */
function assets(): Promise<Assets> {
  const savedAt = Math.max(
    ...readdirSync(APP, { recursive: true, encoding: "utf8" }).map(
      (name) => statSync(join(APP, name)).mtimeMs,
    ),
  );
  if (bundled?.savedAt !== savedAt) bundled = { savedAt, assets: bundle() };
  return bundled.assets;
}

async function bundle(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: [join(APP, "app.ts"), join(APP, "app.css")],
    outdir: APP,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    charset: "utf8",
    logLevel: "silent",
  });
  const text = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? "";
  return { script: text("app.js"), style: text("app.css") };
}

function send(response: ServerResponse, type: string, text: string): void {
  const length = Buffer.byteLength(text);
  response.writeHead(200, { ...SECURE, "content-type": type, "content-length": length });
  response.end(text);
}
