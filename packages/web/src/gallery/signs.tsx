"use client";
import { useState } from "react";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { LinkButton } from "../ui/button";
import { CodeBlock } from "../ui/code/code-block";
import { Copyable } from "../ui/copyable";
import { EmptyState, PageHeader } from "../ui/page-header";
import { type Step, Stepper } from "../ui/stepper";
import { Tabs } from "../ui/tabs";
import { Timeline } from "../ui/timeline";
import { EMOJI, HEBREW, LONG } from "./samples";
import { Specimen, Specimens } from "./specimen";

const NAMES = ["Ada Lovelace", "grace.hopper@example.com", HEBREW, "王小明", LONG, EMOJI];

/** What says something, and what it is about. */
export function Signs() {
  return (
    <div className="grid grid-cols-1 gap-8">
      <PageHeader
        title={LONG}
        lead="The title of a page may be long; what can be done stands beside it."
        actions={<LinkButton href="#signs">New page</LinkButton>}
      />
      <Specimens>
        <Specimen name="badges">
          <div className="flex flex-wrap gap-2">
            <Badge>Draft</Badge>
            <Badge look="good" dot>
              Paid
            </Badge>
            <Badge look="warn" dot>
              Waiting
            </Badge>
            <Badge look="bad" dot>
              Refused
            </Badge>
            <Badge look="accent">TEST MODE</Badge>
            <Badge>{HEBREW}</Badge>
            <Badge look="accent">{LONG}</Badge>
          </div>
        </Specimen>
        <Specimen name="people">
          <ul className="grid gap-2">
            {NAMES.map((name) => (
              <li key={name} className="flex min-w-0 items-center gap-2.5 text-sm">
                <Avatar name={name} />
                <span className="truncate" dir="auto">
                  {name}
                </span>
              </li>
            ))}
          </ul>
        </Specimen>
        <Specimen name="IDs">
          <div className="grid justify-items-start gap-2">
            <Copyable label="ID" text="tnt_01jz7k4q9x8w3v5t6s7r8q9p0n" />
            <Copyable label="Key" text={`fbk_live_${"a1b2c3d4".repeat(8)}`} />
          </div>
        </Specimen>
      </Specimens>
      <Code />
      <Ways />
      <EmptyState
        title="No orders yet"
        lead="As soon as somebody buys something it is here. Share your shop to get the first."
        action={<LinkButton href="#signs">Share the shop</LinkButton>}
      />
    </div>
  );
}

function Code() {
  return (
    <Specimens wide>
      <CodeBlock
        label="curl"
        language="shell"
        code={`# Who I am\ncurl -X GET "https://example.com/api/me" \\\n  -H "Authorization: Bearer $TOKEN" --fail | jq .email`}
      />
      <CodeBlock
        label="TypeScript"
        language="typescript"
        code={`const page = await faibric.pages.readPage({\n  params: { pageId: "pag_01" }, // its ID\n});\nif (page.version > 3) console.log(page.title);`}
      />
      <CodeBlock
        label="answer.json"
        language="json"
        code={`{\n  "name": "Bäckerei 🥨",\n  "amount": 1250,\n  "paid": true,\n  "note": null\n}`}
      />
      <CodeBlock
        label="HTML"
        language="html"
        code={`<!-- the chat -->\n<script src="https://example.com/chat.js" data-app-id="app_1"></script>`}
      />
    </Specimens>
  );
}

const STEPS: readonly Step[] = [
  { key: "plan", title: "Plan", lead: "What is to be made", state: "done" },
  { key: "write", title: "Write", lead: "Eleven files", state: "done" },
  { key: "test", title: "Test", lead: "Running", state: "current" },
  { key: "publish", title: "Publish", state: "waiting" },
];
const FAILED = STEPS.map((step) =>
  step.state === "current"
    ? { ...step, state: "failed" as const, lead: "Two tests failed: see the log" }
    : step,
);

function Ways() {
  const [tab, choose] = useState("open");
  const content = (text: string) => <p className="text-sm">{text}</p>;
  return (
    <Specimens wide>
      <Specimen name="on the way">
        <Stepper label="Pipeline" steps={STEPS} />
      </Specimen>
      <Specimen name="failed">
        <Stepper label="Failed pipeline" steps={FAILED} />
      </Specimen>
      <Specimen name="tabs">
        <Tabs
          label="Orders"
          value={tab}
          onChange={choose}
          tabs={[
            { key: "open", title: "Open", count: "12", content: content("Twelve are open.") },
            { key: "sent", title: "Sent", content: content("None is on its way.") },
            { key: "rtl", title: HEBREW, content: content(HEBREW) },
            { key: "off", title: "Archived", disabled: true, content: null },
          ]}
        />
      </Specimen>
      <Specimen name="timeline">
        <Timeline
          label="What happened"
          items={[
            { key: "1", text: "Ada invited grace@example.com", at: "2026-03-29T09:12:00Z" },
            { key: "2", text: `${EMOJI} ${LONG}`, at: "2026-03-29T08:00:00Z" },
            { key: "3", text: HEBREW, at: "2026-03-28T18:30:00Z" },
          ]}
          groupOf={({ at }) => (at.startsWith("2026-03-29") ? "Today" : "Yesterday")}
        />
      </Specimen>
    </Specimens>
  );
}
