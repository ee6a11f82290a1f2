import type { SessionId, UserId } from "../platform/id";
import { inAccount } from "./account";
import { SessionEntity } from "./session.entity";

/** Whether a session still is: asked by every request in it, so that ending it counts from the next one. */
export function isLive(userId: UserId, sessionId: SessionId): Promise<boolean> {
  return inAccount(userId, "isLive", async () => {
    const { data } = await SessionEntity.get({ userId, sessionId }).go({ consistent: true });
    return data !== null && data.expiresAt > Date.now() / 1000;
  });
}
