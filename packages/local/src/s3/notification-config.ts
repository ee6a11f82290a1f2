import { randomUUID } from "node:crypto";
import { invalidArgument } from "./respond";
import { isTree, textOf, texts, trees, type XmlTree } from "./xml";

/** Where one kind of configuration delivers to, and the element that holds its ARN. */
const TARGETS = [
  { element: "QueueConfiguration", arn: "Queue", to: "queue" },
  { element: "TopicConfiguration", arn: "Topic", to: "topic" },
  { element: "CloudFunctionConfiguration", arn: "CloudFunction", to: "function" },
] as const;

export interface NotificationTarget {
  readonly id: string;
  readonly to: "queue" | "topic" | "function";
  readonly arn: string;
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

const EVENTS =
  /^s3:(ObjectCreated:(\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(\*|Delete|DeleteMarkerCreated)|ObjectTagging:(\*|Put|Delete)|TestEvent|ReducedRedundancyLostObject|Replication:.+|ObjectRestore:.+|LifecycleTransition|LifecycleExpiration:.+|IntelligentTiering|ObjectAcl:Put)$/;

/** Gives each configuration without an ID one, as S3 does. Throws `InvalidArgument`. */
export function completeNotifications(document: XmlTree): XmlTree {
  const completed: XmlTree = { ...document };
  for (const { element } of TARGETS) {
    const configurations = trees(document, element).map((configuration) => ({
      ...configuration,
      Id: textOf(configuration, "Id") || randomUUID(),
    }));
    if (configurations.length > 0) completed[element] = configurations;
  }
  for (const { arn, events } of notificationTargets(completed)) {
    if (!arn.startsWith("arn:")) throw invalidArgument("The ARN could not be parsed", "ARN", arn);
    const unknown = events.find((event) => !EVENTS.test(event));
    if (events.length === 0 || unknown !== undefined) {
      throw invalidArgument("The event is not supported for notifications", "Event", unknown);
    }
  }
  return completed;
}

export function notificationTargets(document: XmlTree): NotificationTarget[] {
  return TARGETS.flatMap(({ element, arn, to }) =>
    trees(document, element).map((configuration) => ({
      id: textOf(configuration, "Id") ?? "",
      to,
      arn: textOf(configuration, arn) ?? "",
      events: texts(configuration, "Event"),
      prefix: filterRule(configuration, "prefix"),
      suffix: filterRule(configuration, "suffix"),
    })),
  );
}

/** Whether everything that happens in the bucket also goes to the default event bus. */
export function sendsToEventBridge(document: XmlTree): boolean {
  return document.EventBridgeConfiguration !== undefined;
}

export function wants(target: NotificationTarget, event: string, key: string): boolean {
  return (
    target.events.some((pattern) =>
      pattern.endsWith("*")
        ? `s3:${event}`.startsWith(pattern.slice(0, -1))
        : `s3:${event}` === pattern,
    ) &&
    key.startsWith(target.prefix) &&
    key.endsWith(target.suffix)
  );
}

function filterRule(configuration: XmlTree, name: "prefix" | "suffix"): string {
  const { Filter } = configuration;
  if (Filter === undefined || !isTree(Filter)) return "";
  const rules = trees(Filter, "S3Key").flatMap((filter) => trees(filter, "FilterRule"));
  const rule = rules.find((each) => textOf(each, "Name")?.toLowerCase() === name);
  return (rule && textOf(rule, "Value")) ?? "";
}
