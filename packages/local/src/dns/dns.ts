import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import * as packet from "dns-packet";
import { log } from "../wire/log";
import { type Store, transact } from "../wire/store";

export const RECORD_TYPES = ["A", "CNAME", "TXT"] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly value: string;
}

export type Dns = Awaited<ReturnType<typeof startDns>>;

const TTL_SECONDS = 1;
const MAX_ALIASES = 8;
/** To name a zone that fails is how a name server that does not work is tried. */
const BROKEN = /(^|\.)servfail\.test$/;

/**
 * A name server on this laptop, in the place of the internet's: it answers from the records that it was given, over
 * UDP, and knows nothing else. Source: RFC 1035
 */
export async function startDns({ store, port = 0 }: { store: Store; port?: number }) {
  store.exec("CREATE TABLE IF NOT EXISTS dns_record (name TEXT, type TEXT, value TEXT) STRICT");
  const select = store.prepare(
    "SELECT name, type, value FROM dns_record ORDER BY name, type, rowid",
  );
  const remove = store.prepare("DELETE FROM dns_record WHERE name = ? AND type = ?");
  const insert = store.prepare("INSERT INTO dns_record (name, type, value) VALUES (?, ?, ?)");

  const records = () => select.all() as unknown as DnsRecord[];
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => reply(message, from));
  socket.on("error", (error) => log.error("the name server failed", error));
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");

  function reply(message: Buffer, { port: to, address }: RemoteInfo): void {
    try {
      const query = packet.decode(message);
      const [question] = query.questions ?? [];
      if (query.type !== "query" || !question) return;
      const { answers, code } = answer(records(), question);
      const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | code;
      const questions = [question];
      socket.send(
        packet.encode({ type: "response", id: query.id ?? 0, flags, questions, answers }),
        to,
        address,
      );
    } catch (error) {
      log.error("a DNS query was not understood", error);
    }
  }

  return {
    port: socket.address().port,
    records,
    /** Gives a name these records of a type, in the place of what it had; none takes them away. */
    set(name: string, type: RecordType, values: readonly string[]) {
      const own = canonical(name);
      transact(store, () => {
        remove.run(own, type);
        for (const value of values) insert.run(own, type, value);
      });
    },
    /** The name that a name is an alias of. */
    aliasOf: (name: string): string | undefined =>
      records().find((one) => one.type === "CNAME" && one.name === canonical(name))?.value,
    async close() {
      socket.close();
      await once(socket, "close");
    },
  };
}

const canonical = (name: string) => name.toLowerCase().replace(/\.$/, "");
const NO_SUCH_NAME = 3;
const SERVER_FAILED = 2;

function answer(all: readonly DnsRecord[], { name, type }: packet.Question) {
  if (BROKEN.test(name)) return { answers: [], code: SERVER_FAILED };
  const answers: packet.StringAnswer[] = [];
  let at = canonical(name);
  for (let step = 0; step < MAX_ALIASES; step++) {
    const here = all.filter((record) => record.name === at);
    if (!here.length) return { answers, code: answers.length ? 0 : NO_SUCH_NAME };
    const wanted = here.filter((record) => record.type === type);
    answers.push(...wanted.map((record) => toAnswer(record)));
    const alias = here.find((record) => record.type === "CNAME");
    if (wanted.length || !alias) break;
    answers.push(toAnswer(alias));
    at = canonical(alias.value);
  }
  return { answers, code: 0 };
}

const toAnswer = ({ name, type, value }: DnsRecord): packet.StringAnswer =>
  ({ name, type, ttl: TTL_SECONDS, data: value }) as packet.StringAnswer;
