import type { BucketList, ObjectList, ObjectView } from "../objects";
import { ask, type Detail, detail } from "./ask";
import { type Child, h } from "./dom";
import { bytes, plural } from "./format";
import { about, code, empty, facts, icon, id, part, quiet, time } from "./pieces";
import { type Place, to } from "./place";
import { rows } from "./rows";
import { section } from "./section";

interface Data {
  readonly buckets: BucketList;
  readonly list: ObjectList | undefined;
  readonly opened: Detail<ObjectView> | undefined;
}

export const objects = section<Data>({
  title: "Objects",
  topics: ["objects"],
  ages: true,
  async load({ parts: [bucket], query }) {
    const path = bucket && `/objects/${encodeURIComponent(bucket)}`;
    const key = query.get("key") ?? undefined;
    const [buckets, list, opened] = await Promise.all([
      ask<BucketList>("/objects"),
      path
        ? ask<ObjectList>(path, { prefix: query.get("prefix"), after: query.get("after") })
        : undefined,
      path ? detail(key, (of) => ask<ObjectView>(`${path}/object`, { key: of })) : undefined,
    ]);
    return { buckets, list, opened };
  },
  view({ buckets, list, opened }, place) {
    const [bucket] = place.parts;
    const { query } = place;
    const [prefix, after, key] = [query.get("prefix"), query.get("after"), query.get("key")];
    if (!bucket || !list) return { main: bucketsOf(buckets) };
    return {
      tools: quiet(plural(list.objects.length, "object"), list.after ? " and more" : ""),
      main: [
        crumbs(bucket, prefix ?? ""),
        list.folders.length + list.objects.length === 0
          ? nothing(prefix, { endpoint: buckets.endpoint, bucket })
          : listOf(list, bucket, place),
        list.after &&
          h(
            "p",
            { class: "pager" },
            h("a", { href: to(["objects", bucket], { prefix, after: list.after }) }, "Next page"),
          ),
      ],
      aside: key
        ? {
            title: nameIn(key, prefix),
            close: to(["objects", bucket], { prefix, after }),
            body: about(opened, key, (value) => view(value, bucket)),
          }
        : undefined,
    };
  },
});

const bucketsOf = ({ buckets }: BucketList): Child =>
  buckets.length === 0
    ? empty("No buckets", h("p", {}, "The platform makes its bucket when it starts."))
    : rows({
        kind: "buckets",
        label: "Buckets",
        heads: ["Bucket", "Created"],
        items: buckets,
        row: ({ name, created }) => ({
          key: name,
          href: to(["objects", name]),
          cells: [[icon("folder"), name], created ? time(created) : ""],
        }),
      });

function crumbs(bucket: string, prefix: string): Child {
  const folders = prefix.split("/").slice(0, -1);
  return h(
    "nav",
    { class: "crumbs", "aria-label": "Folder" },
    h("a", { href: to(["objects"]) }, "Buckets"),
    h("a", { href: to(["objects", bucket]) }, bucket),
    ...folders.map((name, index) =>
      h(
        "a",
        {
          href: to(["objects", bucket], { prefix: `${folders.slice(0, index + 1).join("/")}/` }),
          dir: "auto",
        },
        name || "(no name)",
      ),
    ),
  );
}

const nothing = (prefix: string | null, at: { endpoint: string; bucket: string }): Child =>
  prefix
    ? empty("This folder is empty", h("p", {}, "What was here was deleted."))
    : empty(
        "No objects yet",
        h(
          "p",
          {},
          "Files that tenants upload appear here under ",
          h("code", {}, "tenant_<id>/…"),
          ". Put one by hand with any S3 tool, for example:",
        ),
        code(
          `AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws s3 cp README.md s3://${at.bucket}/ \\
  --region eu-central-1 --endpoint-url ${at.endpoint}`,
          "the command",
        ),
      );

const nameIn = (key: string, prefix: string | null) => key.slice(prefix?.length ?? 0) || key;

function listOf({ folders, objects: files }: ObjectList, bucket: string, { query }: Place): Child {
  const [prefix, after, open] = [query.get("prefix"), query.get("after"), query.get("key")];
  const items = [
    ...folders.map((key) => ({ key, size: null, modified: null })),
    ...files.map((file) => ({ ...file, folder: false })),
  ];
  return rows({
    kind: "objects",
    label: "Folders and objects",
    heads: ["Name", "Size", "Changed"],
    items,
    row: ({ key, size, modified }) => ({
      key,
      tone: key === open ? "chosen" : undefined,
      href:
        size === null
          ? to(["objects", bucket], { prefix: key })
          : to(["objects", bucket], { prefix, after, key }),
      cells: [
        [
          icon(size === null ? "folder" : "file"),
          h("span", { dir: "auto", title: key }, nameIn(key, prefix)),
        ],
        size === null ? "" : bytes(size),
        modified ? time(modified) : "",
      ],
    }),
  });
}

function view(object: ObjectView, bucket: string): Child {
  const { key, size, type, modified, etag, headers, metadata, text, truncated, image } = object;
  const search = (more: Record<string, string>) => new URLSearchParams({ key, ...more }).toString();
  const content = `/_local/api/objects/${encodeURIComponent(bucket)}/content`;
  return [
    h(
      "p",
      { class: "buttons" },
      h(
        "a",
        {
          class: "button",
          href: `${content}?${search({})}`,
          download: key.split("/").at(-1) ?? "object",
        },
        icon("down"),
        "Download",
      ),
    ),
    facts([
      ["Key", id(key)],
      ["Size", `${bytes(size)}${size >= 1024 ? ` (${size.toLocaleString("en")} bytes)` : ""}`],
      ["Type", type],
      ["Changed", modified && time(modified)],
      ["ETag", etag && h("code", {}, etag)],
      ...Object.entries(headers),
      ...Object.entries(metadata).map(
        ([name, value]) => [`x-amz-meta-${name}`, h("span", { dir: "auto" }, value)] as const,
      ),
    ]),
    part(
      "Preview",
      image
        ? h("img", {
            class: "preview",
            key,
            alt: `Preview of ${key}`,
            src: `${content}?${search({ show: "1", etag: etag ?? "" })}`,
          })
        : text === null
          ? h(
              "p",
              { class: "quiet" },
              "There is no preview of this type. Download it to look inside.",
            )
          : [truncated && h("p", { class: "quiet" }, "The first 256 KB:"), code(text, "the text")],
    ),
  ];
}
