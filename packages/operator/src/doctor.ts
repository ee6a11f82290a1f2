import type { Call } from "./command";
import { explain } from "./explain";
import { OperatorError } from "./failure";
import { examine, type Finding, ok, problem, warning } from "./finding";
import { paint, printable } from "./output";
import { findStage, isLocal, localAddress, type Stage } from "./stage";

const COLOURS = { ok: "green", warning: "yellow", problem: "red" } as const;

/** `faibric doctor`: what is missing or misconfigured. Exits with 1 where there is a problem. */
export async function doctor(call: Call): Promise<number> {
  const local = isLocal(call);
  const { stage, finding } = await lookForStage(call);
  const machine = local
    ? await examine((await import("./examine-machine")).machineChecks(stage !== undefined))
    : [];
  const rest = stage ? await examine((await import("./examine-stage")).stageChecks(stage)) : [];
  const findings = [...machine, finding, ...rest];
  call.output.result(findings, textOf(findings));
  const problems = findings.filter(({ status }) => status === "problem").length;
  const warnings = findings.filter(({ status }) => status === "warning").length;
  call.output.note(`${count(problems, "problem")}, ${count(warnings, "warning")}.`);
  return problems > 0 ? 1 : 0;
}

async function lookForStage(call: Call): Promise<{ stage?: Stage; finding: Finding }> {
  const local = isLocal(call);
  const check = local ? "Laptop cloud" : "Stage";
  try {
    const stage = await findStage(call);
    const where = local ? `running at ${localAddress()}` : `${call.stage}, ${stage.tableName}`;
    return { stage, finding: ok(check, where) };
  } catch (error) {
    // Not started is no fault of the machine; on AWS, a stage that cannot be found is all there is.
    if (local && error instanceof OperatorError) {
      const todo = "Start it: npm start (or set FAIBRIC_AWS_PORT, where it listens elsewhere)";
      return { finding: warning(check, `not running at ${localAddress()}`, todo) };
    }
    const todo = explain(error).split("\n").join(" ");
    return { finding: problem(check, `${call.stage} was not found`, todo) };
  }
}

function textOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings
    .flatMap(({ status, check, found, todo }) => [
      `${paint(COLOURS[status], status.padEnd(7))}  ${check.padEnd(width)}  ${printable(found)}`,
      ...(todo ? [`${" ".repeat(9 + width)}  → ${printable(todo)}`] : []),
    ])
    .join("\n");
}

const count = (many: number, what: string) => `${many || "no"} ${what}${many === 1 ? "" : "s"}`;
