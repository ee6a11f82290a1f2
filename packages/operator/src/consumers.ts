import {
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  type Rule,
} from "@aws-sdk/client-eventbridge";
import type { Stage } from "./stage";

/** A consumer, and the rule that brings events to its queue. */
export interface Consumer {
  /** `tenant.onTenantCreated` */
  readonly name: string;
  readonly ruleName: string;
  readonly ruleArn: string;
}

/** Every consumer of the stage, by name. */
export async function findConsumers({ busName, queuePrefix }: Stage): Promise<Consumer[]> {
  const client = new EventBridgeClient({});
  const rules: Rule[] = [];
  let NextToken: string | undefined;
  do {
    const input = { EventBusName: busName, ...(NextToken ? { NextToken } : {}) };
    const page = await client.send(new ListRulesCommand(input));
    rules.push(...(page.Rules ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return rules
    .flatMap(({ Name = "", Arn = "", Description = "" }) => {
      const name = CONSUMER.test(Description) ? Description : consumerOf(Name, queuePrefix);
      return name ? [{ name, ruleName: Name, ruleArn: Arn }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The consumer that a queue is fed for: its rule has the same name, unless AWS made one be cut. */
export async function consumerOfQueue(
  { busName }: Stage,
  consumers: readonly Consumer[],
  queue: { readonly name: string; readonly arn: string },
): Promise<string | undefined> {
  const same = consumers.find(({ ruleName }) => ruleName === queue.name);
  if (same) return same.name;
  const { RuleNames = [] } = await new EventBridgeClient({}).send(
    new ListRuleNamesByTargetCommand({ TargetArn: queue.arn, EventBusName: busName }),
  );
  return consumers.find(({ ruleName }) => RuleNames.includes(ruleName))?.name;
}

const CONSUMER = /^[a-z-]+\.on[A-Z]\w*$/;

/** `admin-builder-on-thing-made` -> `admin-builder.onThingMade`. On AWS the rule's description says it. */
function consumerOf(ruleName: string, prefix: string): string | undefined {
  if (!ruleName.startsWith(prefix)) return undefined;
  const [, capability, event] = /^(.+?)-on-(.+)$/.exec(ruleName.slice(prefix.length)) ?? [];
  if (!capability || !event) return undefined;
  const camel = `on-${event}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${capability}.${camel}`;
}
