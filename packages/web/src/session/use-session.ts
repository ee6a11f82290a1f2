"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { accessToken, currentState, type SessionState, subscribe } from "./session";

const onServer = (): SessionState => "unknown";

/** Whether somebody is signed in, and what kept us from finding out. Follows every tab. */
export function useSession(): { state: SessionState; failure: unknown; retry: () => void } {
  const state = useSyncExternalStore(subscribe, currentState, onServer);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is asked for by its number
  useEffect(() => {
    setFailure(undefined);
    accessToken().catch(setFailure);
  }, [attempt]);
  return { state, failure, retry: () => setAttempt((before) => before + 1) };
}
