import { useFormat } from "../frame/format";

interface Item {
  readonly key: string;
  readonly text: string;
  readonly at: string;
}

/** What happened, by days. */
export function Timeline(props: {
  label: string;
  items: readonly Item[];
  groupOf: (item: Item) => string;
}) {
  const { label, items, groupOf } = props;
  const { ago, date } = useFormat();
  const groups = [...Map.groupBy(items, groupOf)];
  return (
    <section aria-label={label} className="grid gap-6">
      {groups.map(([group, members]) => (
        <div key={group} className="grid gap-2">
          <h2 className="font-medium text-quiet text-sm">{group}</h2>
          <ol className="grid border-line border-s">
            {members.map(({ key, text, at }) => (
              <li
                key={key}
                className="relative flex flex-wrap items-baseline justify-between gap-x-6 py-1.5 ps-5 before:absolute before:-start-1 before:top-3.5 before:size-2 before:rounded-full before:bg-edge"
              >
                <span className="min-w-0 wrap-anywhere" dir="auto">
                  {text}
                </span>
                <time dateTime={at} title={date(at)} className="text-quiet text-sm">
                  {ago(at)}
                </time>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
