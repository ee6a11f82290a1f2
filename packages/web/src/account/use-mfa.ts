"use client";
import { api } from "../session/api";
import { useCached } from "../ui/use-cached";

/** Which second factors the reader has. */
export const useMfa = () => useCached("mfa", () => api.auth.readMfa());
