import type { AreaList, AreaRow, Item, ItemList, ItemView } from "../table";
import { ask, type Detail, detail } from "./ask";
import { type Child, h } from "./dom";
import { ago, bytes, moment, plural } from "./format";
import { jsonView } from "./json-view";
import { about, command, empty, FOUND_A_TENANT, facts, id, part, quiet } from "./pieces";
import { to } from "./place";
import { rows } from "./rows";
import { section } from "./section";

interface Data {
  readonly areas: AreaList | undefined;
  readonly list: ItemList | undefined;
  readonly opened: Detail<ItemView> | undefined;
}

const KEY_PARTS = "\n";

export const table = section<Data>({
  title: "Table",
  topics: ["table"],
  search: ({ parts }) => (parts.length ? "Filter by key" : "Find a tenant by name, slug or ID"),
  async load({ parts: [area], query }) {
    const [q, entity, from] = [query.get("q"), query.get("entity"), query.get("from")];
    if (!area)
      return { areas: await ask<AreaList>("/table", { q }), list: undefined, opened: undefined };
    const path = `/table/${encodeURIComponent(area)}`;
    const [list, opened] = await Promise.all([
      ask<ItemList>(path, { q, entity, from }),
      detail(chosenKey(query), (of) => {
        const [pk = "", sk = ""] = of.split(KEY_PARTS);
        return ask<ItemView>(`${path}/item`, { pk, sk });
      }),
    ]);
    return { areas: undefined, list, opened };
  },
  view({ areas, list, opened }, { parts: [area], query }) {
    if (!area) {
      if (!areas) return { main: null };
      const { total } = areas;
      return { tools: quiet(plural(total, "area")), main: areasOf(areas, query.get("q")) };
    }
    if (list?.area.id !== area) return { main: h("p", { class: "loading" }, "Loading…") };
    const asked = { q: query.get("q"), entity: query.get("entity"), from: query.get("from") };
    const key = chosenKey(query);
    return {
      tools: quiet(plural(list.total, "item")),
      main: [crumbs(list.area), kinds(list, asked), itemsOf(list, asked, key), pager(list, asked)],
      aside: key
        ? { title: "Item", close: to(["table", area], asked), body: about(opened, key, view) }
        : undefined,
    };
  },
});

const chosenKey = (query: URLSearchParams) => {
  const [pk, sk] = [query.get("pk"), query.get("sk")];
  return pk === null || sk === null ? undefined : `${pk}${KEY_PARTS}${sk}`;
};

const NAMES: Readonly<Record<string, string>> = {
  directory: "Directory",
  other: "Other items",
};

const nameOf = ({ id: areaId, name }: AreaRow) => name ?? NAMES[areaId] ?? areaId;

function areasOf({ areas }: AreaList, q: string | null): Child {
  if (areas.length === 0) {
    return q
      ? empty("No tenant fits", h("p", {}, "Names, slugs and IDs are looked through."))
      : empty(
          "The table is empty",
          h("p", {}, "Everything a tenant has is here, by tenant. Create the first:"),
          command(FOUND_A_TENANT),
        );
  }
  return rows({
    kind: "areas",
    label: "Tenants and the directory",
    heads: ["Area", "ID", "Items"],
    items: areas,
    row: (area) => ({
      key: area.id,
      href: to(["table", area.id]),
      cells: [
        [
          h("span", { dir: "auto" }, nameOf(area)),
          area.slug && h("small", { dir: "auto" }, area.slug),
          area.id === "directory" && h("small", {}, "what is unique or found across tenants"),
        ],
        h("code", {}, area.id),
        area.items.toLocaleString("en"),
      ],
    }),
  });
}

const crumbs = (area: AreaRow): Child =>
  h(
    "nav",
    { class: "crumbs", "aria-label": "Area" },
    h("a", { href: to(["table"]) }, "Table"),
    h("a", { href: to(["table", area.id]), dir: "auto" }, nameOf(area)),
  );

type Asked = {
  readonly q: string | null;
  readonly entity: string | null;
  readonly from: string | null;
};

const kinds = ({ area, entities }: ItemList, { q, entity }: Asked): Child =>
  h(
    "nav",
    { class: "tabs", "aria-label": "Entities" },
    h(
      "a",
      { href: to(["table", area.id], { q }), "aria-current": entity === null ? "true" : undefined },
      "all",
    ),
    ...entities.map(({ name, items }) =>
      h(
        "a",
        {
          key: name,
          href: to(["table", area.id], { q, entity: name }),
          "aria-current": entity === name ? "true" : undefined,
        },
        name || "no entity",
        quiet(` ${items.toLocaleString("en")}`),
      ),
    ),
  );

function itemsOf({ area, items }: ItemList, asked: Asked, open: string | undefined): Child {
  if (items.length === 0)
    return empty("No item fits", h("p", {}, "The filter looks through partition and sort keys."));
  return rows({
    kind: "items",
    label: "Items, by key",
    heads: ["Entity", "Partition key", "Sort key", "Expires"],
    items,
    row: (item) => {
      const { pk, sk } = keyOf(item);
      const key = `${pk}${KEY_PARTS}${sk}`;
      return {
        key,
        tone: key === open ? "chosen" : undefined,
        href: to(["table", area.id], { ...asked, pk, sk }),
        cells: [
          h("span", {}, String(item.__edb_e__ ?? "")),
          // All keys of a tenant begin alike: what tells them apart comes after.
          h(
            "code",
            { title: pk, dir: "auto" },
            pk.startsWith(`${area.id}#`) ? pk.slice(area.id.length + 1) : pk,
          ),
          h("code", { title: sk, dir: "auto" }, sk),
          typeof item.expiresAt === "number" ? expiry(item.expiresAt) : "",
        ],
      };
    },
  });
}

const keyOf = (item: Item) => ({ pk: String(item.pk ?? ""), sk: String(item.sk ?? "") });

function expiry(seconds: number): Child {
  const iso = new Date(seconds * 1000).toISOString();
  return h("time", { datetime: iso, title: moment(iso) }, ago(iso));
}

const PAGE = 50;

function pager({ area, total, from, items }: ItemList, asked: Asked): Child {
  if (total <= items.length) return null;
  const page = (start: number) =>
    to(["table", area.id], { ...asked, from: start > 0 ? String(start) : null });
  return h(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    from > 0 && h("a", { href: page(from - PAGE) }, "Previous"),
    quiet(
      `${(from + 1).toLocaleString("en")} to ${(from + items.length).toLocaleString("en")} of ${total.toLocaleString("en")}`,
    ),
    from + items.length < total && h("a", { href: page(from + PAGE) }, "Next"),
  );
}

const KEYS = /^(pk|sk|gsi\d(pk|sk))$/;

function view({ item, bytes: size, expires }: ItemView): Child {
  const entries = Object.entries(item);
  const keys = entries.filter(([name]) => KEYS.test(name)).sort(([a], [b]) => order(a) - order(b));
  const rest = entries.filter(([name]) => !KEYS.test(name) && !name.startsWith("__edb_"));
  const { __edb_e__: entity, __edb_v__: version } = item;
  return [
    facts([
      ["Entity", entity ? `${String(entity)}, version ${String(version ?? "?")}` : "none"],
      ...keys.map(([name, value]) => [name, id(String(value))] as const),
      ["Expires", expires && `${moment(expires)} (${ago(expires)})`],
      ["Size", `about ${bytes(size)}`],
    ]),
    part("Attributes", jsonView(Object.fromEntries(rest), "the attributes")),
  ];
}

const order = (name: string) => ["pk", "sk"].indexOf(name) + (name.startsWith("gsi") ? 3 : 0);
