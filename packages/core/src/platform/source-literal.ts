const WIDTH = 78;

/**
 * A JSON value as it is written in TypeScript, over several lines where one would be too long.
 * @param before what stands before it in its line
 */
export function literalOf(value: unknown, before = "", indent = ""): string {
  const short = inline(value);
  const fits = indent.length + before.length + short.length <= WIDTH;
  if (fits || typeof value !== "object" || value === null) return short;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const parts = Array.isArray(value)
    ? value.map((item) => literalOf(item, "", deeper))
    : Object.entries(value).map(([key, item]) => {
        const name = `${nameOf(key)}: `;
        return name + literalOf(item, name, deeper);
      });
  return `${open}\n${parts.map((part) => `${deeper}${part},\n`).join("")}${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, item]) => `${nameOf(key)}: ${inline(item)}`);
  return parts.length > 0 ? `{ ${parts.join(", ")} }` : "{}";
}

const nameOf = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
