import { createContext } from "./context";

/** Where a request comes from. */
export interface Origin {
  /** The IP address that the trusted hop saw, never one that the caller names. */
  readonly address: string;
  readonly userAgent: string;
}

const OriginContext = createContext<Origin>("origin");

export const withOrigin = OriginContext.run;
export const useOrigin = OriginContext.use;
