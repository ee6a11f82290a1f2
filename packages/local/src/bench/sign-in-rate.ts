import { randomUUID } from "node:crypto";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from "aws-lambda";

const PEOPLE = 16;
/** In a row, so that not all of them are at the same place all the time, as they are when they begin. */
const TIMES_EACH = 4;
const ROUNDS = 3;
const PASSWORD = "quiet walrus 81 vibraphone";

/** What it took: by the clock, which what else the machine does makes longer, and of this process's processor time. */
export interface Taken {
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** Sign-ins and argon2 alone, as many of each and as many at once, in turn. */
export interface SignInTimes {
  readonly atOnce: number;
  readonly inAll: number;
  readonly signIns: Taken[];
  readonly argon2: Taken[];
}

export interface SignInEntry {
  signIn(
    event: APIGatewayProxyEventV2,
    context: Context,
  ): Promise<APIGatewayProxyStructuredResultV2>;
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** Signs people in, again and again, and derives as many hashes with nothing around them. */
export async function timeSignIns({ signIn, verify }: SignInEntry): Promise<SignInTimes> {
  const { hash } = await import("@faibric/core/auth/password");
  const passwordHash = await hash(PASSWORD);
  const emails = await Promise.all(Array.from({ length: PEOPLE }, () => makeAccount(passwordHash)));
  const times: SignInTimes = {
    atOnce: PEOPLE,
    inAll: PEOPLE * TIMES_EACH,
    signIns: [],
    argon2: [],
  };
  for (let round = -1; round < ROUNDS; round++) {
    const signIns = await time(emails.map((email) => () => signInAs(signIn, email)));
    const argon2 = await time(emails.map(() => () => verify(PASSWORD, passwordHash)));
    if (round < 0) continue;
    times.signIns.push(signIns);
    times.argon2.push(argon2);
  }
  return times;
}

async function time(works: readonly (() => Promise<unknown>)[]): Promise<Taken> {
  const began = performance.now();
  const before = process.cpuUsage();
  await Promise.all(
    works.map(async (work) => {
      for (let done = 0; done < TIMES_EACH; done++) await work();
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, processorSeconds: (user + system) / 1_000_000 };
}

async function signInAs(signIn: SignInEntry["signIn"], email: string): Promise<void> {
  const event = {
    version: "2.0",
    routeKey: "POST /api/auth/sign-in",
    rawPath: "/api/auth/sign-in",
    rawQueryString: "",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
    isBase64Encoded: false,
    requestContext: { requestId: "bench", http: { sourceIp: "203.0.113.7", userAgent: "bench" } },
    // What the handler reads of the event; a gateway sends more.
  } as unknown as APIGatewayProxyEventV2;
  const { statusCode, body } = await signIn(event, { awsRequestId: "bench" } as Context);
  if (statusCode !== 200) throw new Error(`${statusCode} ${body}`);
}

/** An account that is verified already, as if somebody had signed up and opened the mail. */
async function makeAccount(passwordHash: string): Promise<string> {
  const [
    { inAccount },
    { AccountEntity },
    { addressName, newPerson },
    Directory,
    { commit },
    pool,
  ] = await Promise.all([
    import("@faibric/core/auth/account"),
    import("@faibric/core/auth/account.entity"),
    import("@faibric/core/auth/people"),
    import("@faibric/core/platform/directory"),
    import("@faibric/core/platform/commit"),
    import("@faibric/core/platform/pool"),
  ]);
  const email = `${randomUUID()}@example.com`;
  const userId = newPerson(pool.CONSOLE_POOL);
  const createdAt = new Date().toISOString();
  const account = { userId, email, passwordHash, epoch: 1, createdAt, verifiedAt: createdAt };
  const name = addressName(email, pool.CONSOLE_POOL);
  const taken = () => new Error(`${email} is taken`);
  await inAccount(userId, "bench", () =>
    commit({
      entities: { account: AccountEntity },
      writes: (entities) => ({ account: entities.account.create(account).commit() }),
      directory: [Directory.claimForPerson("account-email", name, userId, taken as never)],
      events: [],
    }),
  );
  return email;
}
