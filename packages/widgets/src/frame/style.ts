/**
 * What every widget begins with. The first rule takes away what the page around says of all elements: among
 * `!important` rules, those of the inner tree win. Source: CSS Scoping 1, section 3.2
 */
export const FRAME = `
:host {
  all: initial !important;
  display: block !important;
  color-scheme: light;
  --text: #18181b;
  --quiet: #52525b;
  --line: #e4e4e7;
  --back: #ffffff;
  --accent: #1d4ed8;
  --on-accent: #ffffff;
  --focus: #1d4ed8;
}
:host([data-theme="dark"]) { color-scheme: dark; ${dark()} }
@media (prefers-color-scheme: dark) {
  :host([data-theme="auto"]) { color-scheme: dark; ${dark()} }
}
:host, * { box-sizing: border-box; }
.root { font: 400 1rem/1.5 system-ui, sans-serif; color: var(--text); text-align: start; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
@media (prefers-reduced-motion: reduce) { * { animation: none; transition: none; } }
`;

function dark(): string {
  return "--text: #fafafa; --quiet: #a1a1aa; --line: #3f3f46; --back: #18181b; --focus: #93c5fd;";
}
