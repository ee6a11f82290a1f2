import { log } from "../wire/log";
import type { AwsService } from "../wire/service";
import { type Store, transact } from "../wire/store";
import { configurationSetOperations } from "./configuration-set-operations";
import {
  type AttachmentContent,
  type InboxPage,
  type Mail,
  type Mails,
  openMails,
} from "./mail-rows";
import { openResources } from "./resource-rows";
import { restJson } from "./rest-json";
import { sendBulkEmail } from "./send-bulk-email";
import { sendEmail } from "./send-email";
import type { Sending } from "./sending";
import { identityOperations, suppressionOperations } from "./setting-operations";
import { templateOperations } from "./template-operations";

export interface Ses extends AwsService {
  /** Newest first. `search` is looked for in subject, addresses and text, whatever the case. */
  inbox(asked: { limit: number; cursor?: string; search?: string }): InboxPage;
  message(id: string): Mail | undefined;
  /** The attachment at this place in `message(id).attachments`. */
  attachment(id: string, index: number): AttachmentContent | undefined;
  /** Empties the inbox; templates, identities and settings stay. */
  clear(): void;
  /** Calls back with each mail after it is stored. Answers how to stop that. */
  onMail(listener: (mail: Mail) => void): () => void;
}

/**
 * SES v2: mail goes to an inbox in the store instead of to people. What was answered with a MessageId
 * is in the inbox, also after a kill -9.
 */
export function createSes({ store }: { readonly store: Store }): Ses {
  const mails = openMails(store);
  const resources = openResources(store);
  const listeners = new Set<(mail: Mail) => void>();
  const sending: Sending = {
    store,
    mails,
    resources,
    sent(id) {
      const mail = listeners.size ? mails.get(id) : undefined;
      if (mail) for (const listener of listeners) tell(listener, mail);
    },
  };
  return {
    scopes: ["ses"],
    handle: restJson("ses", {
      "POST /v2/email/outbound-emails": (input: object) => sendEmail(sending, input),
      "POST /v2/email/outbound-bulk-emails": (input: object) => sendBulkEmail(sending, input),
      "GET /v2/email/account": () => account(mails),
      ...templateOperations(resources),
      ...identityOperations(resources),
      ...suppressionOperations(resources),
      ...configurationSetOperations(resources),
    }),
    close: async () => listeners.clear(),
    inbox: mails.page,
    message: mails.get,
    attachment: mails.attachment,
    clear: () => transact(store, mails.clear),
    onMail(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** An account out of the sandbox, in good standing. */
const account = (mails: Mails) => ({
  DedicatedIpAutoWarmupEnabled: false,
  EnforcementStatus: "HEALTHY",
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  SendQuota: {
    Max24HourSend: 50_000,
    MaxSendRate: 14,
    SentLast24Hours: mails.countSince(Date.now() - DAY_MS),
  },
  SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
});

function tell(listener: (mail: Mail) => void, mail: Mail): void {
  try {
    listener(mail);
  } catch (error) {
    log.error("a listener of the inbox failed", error);
  }
}
