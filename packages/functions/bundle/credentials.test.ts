import { afterEach, expect, it, vi } from "vitest";
import { defaultProvider } from "./credentials";

afterEach(() => vi.unstubAllEnvs());

it("takes the credentials that Lambda puts into the environment, as they are at each call", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIA1");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_SESSION_TOKEN", "token-1");
  const provide = defaultProvider();
  expect(await provide()).toEqual({
    accessKeyId: "AKIA1",
    secretAccessKey: "secret",
    sessionToken: "token-1",
  });
  vi.stubEnv("AWS_SESSION_TOKEN", "token-2");
  expect(await provide()).toHaveProperty("sessionToken", "token-2");
});

it("names what is missing, under the name that the SDK's own providers use", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "");
  await expect(defaultProvider()()).rejects.toMatchObject({
    name: "CredentialsProviderError",
    message: expect.stringContaining("AWS_ACCESS_KEY_ID"),
  });
});
