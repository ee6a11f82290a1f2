/** Credentials as Lambda hands them over. Source: "Reserved runtime environment variables" in its guide. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Stands in for `@aws-sdk/credential-provider-node` in bundles: in Lambda credentials come from the
 * environment, so the profiles, SSO, web identities and metadata services of the full chain (140 kB)
 * are never asked.
 */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
      const error = new Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
      // The name the SDK's own providers give, which its retries and callers know.
      error.name = "CredentialsProviderError";
      throw error;
    }
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    };
  };
}
