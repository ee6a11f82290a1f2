import { expect, it } from "vitest";
import { withoutBodies, withoutTexts } from "./leave-out.mjs";

const SOURCE = `
export class Entity {
  constructor(model) { this.model = model; }
  get scan() { return this.all(); }
  all() { return helper(); }
  kept() { return 1; }
}
export const clauses = { scan: { action(state) { return state; } }, get: { action: () => 2 } };
function helper() { return 3; }`;

it("takes out the bodies of what is named, and nothing else", () => {
  const lean = withoutBodies(SOURCE, ["Entity.scan", "clauses.scan.action", "helper"]);
  expect(lean).toContain('get scan() { return leftOut("Entity.scan"); }');
  expect(lean).toContain('action(state) { return leftOut("clauses.scan.action"); }');
  expect(lean).toContain('function helper() { return leftOut("helper"); }');
  expect(lean).toContain("kept() { return 1; }");
  expect(lean).toContain("get: { action: () => 2 }");
});

it("takes out all of a class but its constructor", () => {
  const lean = withoutBodies(SOURCE, ["Entity.*"]);
  expect(lean.match(/leftOut\("Entity\.\w+"\)/g)).toHaveLength(3);
  expect(lean).toContain("constructor(model) { this.model = model; }");
});

it("does not build where a package has changed and has no such function any more", () => {
  expect(() => withoutBodies(SOURCE, ["Entity.scan", "Entity.renamed"])).toThrow(
    "nothing is called Entity.renamed here",
  );
});

it("takes out of contracts and schemas what they only say", () => {
  const lean = withoutTexts(`
    export const Name = z.string().meta({ example: "Ada" }).max(80).meta({ id: "Name" });
    export const rename = defineContract({
      method: "PATCH",
      summary: "Rename " + "it",
      body: z.object({ name: Name.meta({ description: "As people say it." }), summary: z.string() }),
      refuses: { ...TAKEN, "name.taken": { status: 409, when: "it is taken", mend: "Choose another." } },
    });`);
  expect(lean).toContain("Name = z.string().max(80);");
  expect(lean).toContain("z.object({ name: Name, summary: z.string() })");
  expect(lean).toContain('summary: "",');
  expect(lean).toContain("refuses: undefined,");
  expect(lean).toContain('method: "PATCH"');
});
