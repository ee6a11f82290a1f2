/** How hosted pages look. By variables of the theme; logical properties, so that it is right in both directions. */
export const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{inset-inline-start:1rem;inset-block-start:1rem;background:var(--ground);padding:.5rem 1rem;z-index:1}
.wide{max-width:66rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2rem)}
header.top{border-block-end:1px solid var(--line)}
.top>.wide{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding-block:.75rem}
.name{display:inline-flex;align-items:center;gap:.75rem;min-block-size:2.75rem;font-weight:650;font-size:1.125rem;color:inherit;text-decoration:none}
.name img{block-size:2.25rem;inline-size:auto;max-inline-size:9rem;object-fit:contain}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:0;padding:0;list-style:none}
nav a{display:inline-flex;align-items:center;min-block-size:2.75rem;color:inherit;text-decoration:none}
nav a:hover,nav a[aria-current]{text-decoration:underline;text-decoration-color:var(--accent);text-decoration-thickness:2px}
.hero{background:var(--brand);color:var(--on-brand)}
.hero .wide{padding-block:clamp(2.5rem,9vw,6rem)}
.hero h1{margin:0;font-size:clamp(2rem,6vw,3.5rem);line-height:1.1;letter-spacing:-.02em;text-wrap:balance}
.hero p{margin:1rem 0 0;font-size:clamp(1.0625rem,2.4vw,1.375rem);max-width:40rem;text-wrap:pretty}
main>.columns,main.wide{padding-block:clamp(1.75rem,5vw,3.5rem)}
.columns{display:grid;gap:2.5rem}
@media(min-width:52rem){.columns{grid-template-columns:minmax(0,1fr) 19rem;gap:4rem}}
.text{max-width:42rem}
.text>:first-child{margin-block-start:0}
h1{font-size:clamp(1.75rem,4.5vw,2.5rem);line-height:1.15;letter-spacing:-.015em;margin:0 0 1.25rem;text-wrap:balance}
h2{font-size:1.375rem;line-height:1.3;margin:2.25rem 0 .75rem}
h3,h4,h5,h6{margin:1.75rem 0 .5rem}
.lead{white-space:pre-line;font-size:1.125rem}
img{max-inline-size:100%;block-size:auto}
pre,table{display:block;overflow-x:auto}
pre{background:var(--raised);padding:1rem;border-radius:.5rem}
td,th{border-block-end:1px solid var(--line);padding:.5rem .75rem;text-align:start}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--brand);color:var(--quiet)}
aside{display:grid;gap:1.5rem;align-content:start}
aside section{background:var(--raised);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem}
aside h2{margin:0 0 .5rem;font-size:1rem}
aside ul{list-style:none;margin:0;padding:0}
aside li a{display:inline-flex;align-items:center;min-block-size:2rem}
address{font-style:normal}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:0}
dd{margin:0;font-variant-numeric:tabular-nums}
.quiet,footer{color:var(--quiet)}
footer{border-block-start:1px solid var(--line);font-size:.9375rem}
footer .wide{padding-block:1.5rem}
`.replaceAll("\n", "");
