import { validation } from "./input";

/** The kinds of targets that the laptop cloud can deliver to. */
export type TargetKind = "sqs" | "lambda" | "states" | "bus";

export interface TargetReference {
  readonly kind: TargetKind;
  /** The name of the queue, function, state machine or bus. */
  readonly name: string;
}

const KINDS: Readonly<Record<string, TargetKind>> = {
  sqs: "sqs",
  lambda: "lambda",
  states: "states",
  events: "bus",
};

/** What a target's ARN names. Throws `ValidationException` for what the laptop cloud cannot deliver to. */
export function parseTargetArn(arn: string): TargetReference {
  const [prefix, , service = "", , , resource = "", name] = arn.split(":");
  const kind = Object.hasOwn(KINDS, service) ? KINDS[service] : undefined;
  const found = kind === "sqs" ? resource : kind === "bus" ? resource.split("/")[1] : name;
  if (prefix !== "arn" || !kind || !found) {
    throw validation(
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  return { kind, name: found };
}
