"use client";
import { useState } from "react";
import { MarkdownField } from "../ui/editor/markdown-field";

const TEXT = `# Unsere Bäckerei

Seit **1986** backen wir *jeden Morgen* ab vier Uhr, [mitten in der Stadt](https://example.com). ~~Montags~~ Dienstags zu. 🥨

## Was es gibt

- Roggenbrot
- Brezeln, auch mit \`Salz\`
  - klein
  - groß

1. bestellen
2. abholen

> שלום עולם: the best bread in town.

- [x] gebacken
- [ ] geliefert

| Tag | Preis |
| --- | ---: |
| Montag | 3 € |

\`\`\`
const bread = flour + water;
\`\`\`
`;

export function Editors() {
  const [text, setText] = useState(TEXT);
  const [none, setNone] = useState("");
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <MarkdownField label="Text of the page" value={text} onChange={setText} />
      <div className="grid content-start gap-6">
        <MarkdownField
          label="Empty"
          placeholder="What is this page about?"
          hint="Shown to everybody who opens the page."
          value={none}
          onChange={setNone}
        />
        <MarkdownField label="Wrong" error="Write something." value="" onChange={setNone} />
        <MarkdownField
          label="Disabled"
          disabled
          value="Nobody may **change** this."
          onChange={setNone}
        />
      </div>
    </div>
  );
}
