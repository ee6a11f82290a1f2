"use client";
import { readMfa } from "@faibric/core/auth/mfa.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";
import { useCached } from "../ui/use-cached";

// By itself: the overview asks this too, and nothing else of an account.
const { auth } = createClient({ auth: { readMfa } }, asked);

/** Which second factors the reader has. */
export const useMfa = () => useCached("mfa", () => auth.readMfa());
