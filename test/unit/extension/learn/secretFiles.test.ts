import { describe, expect, it } from "vitest";
import { holdsPrivateKey, mayHoldSecrets } from "../../../../src/extension/learn/secretFiles";

describe("mayHoldSecrets", () => {
  it.each([
    "/w/.env",
    "/w/.ENV",
    "/w/.env.local",
    "/w/production.env",
    "/w/.npmrc",
    "/home/u/.netrc",
    "/home/u/.ssh/config",
    "/home/u/.aws/credentials",
    "/w/id_rsa",
    "/w/id_ed25519.pub",
    "/w/server.pem",
    "/w/server.key",
    "/w/ca.crt",
    "/w/release.keystore",
    "/w/secrets.yaml",
    "/w/app-secrets.json",
    "/w/credentials.json",
    "/w/passwords.txt",
    "/w/secret/anything.ts",
    "/w/main.tfvars",
    ".env",
  ])("%s", (path) => {
    expect(mayHoldSecrets(path)).toBe(true);
  });

  it.each([
    "/w/src/environment.ts",
    "/w/src/env.ts",
    "/w/src/keys.ts",
    "/w/src/tokenSecretary.ts",
    "/w/src/keyboard.ts",
    "/w/package.json",
    "/w/src/passwordless.ts",
  ])("not %s", (path) => {
    expect(mayHoldSecrets(path)).toBe(false);
  });
});

describe("holdsPrivateKey", () => {
  it.each(["", "RSA ", "OPENSSH ", "ENCRYPTED "])("sees a %sprivate key in any text", (kind) => {
    const text = `const key = \`-----BEGIN ${kind}PRIVATE KEY-----\nabc\``;
    expect(holdsPrivateKey(text)).toBe(true);
  });

  it("lets public keys pass", () => {
    expect(holdsPrivateKey("-----BEGIN PUBLIC KEY-----")).toBe(false);
  });
});
