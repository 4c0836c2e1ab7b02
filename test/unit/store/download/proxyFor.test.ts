import { describe, expect, it } from "vitest";
import { proxyFor } from "../../../../src/store/download/proxyFor";

const url = "https://hub.example.org/file";

describe("proxyFor", () => {
  it.each([
    ["nothing is set", {}, undefined],
    ["HTTPS_PROXY is", { HTTPS_PROXY: "http://p:1" }, "http://p:1/"],
    [
      "https_proxy is, which goes before",
      { HTTPS_PROXY: "http://p:1", https_proxy: "http://q:2" },
      "http://q:2/",
    ],
    ["only HTTP_PROXY is", { HTTP_PROXY: "http://p:1" }, undefined],
    ["ALL_PROXY is", { ALL_PROXY: "http://p:1" }, "http://p:1/"],
    ["the scheme is left out", { HTTPS_PROXY: "p:8080" }, "http://p:8080/"],
    ["a variable is empty", { HTTPS_PROXY: "" }, undefined],
    ["NO_PROXY has everything", { HTTPS_PROXY: "p:1", NO_PROXY: "*" }, undefined],
    ["NO_PROXY has the host", { HTTPS_PROXY: "p:1", NO_PROXY: "a, hub.example.org" }, undefined],
    ["NO_PROXY has the domain", { HTTPS_PROXY: "p:1", NO_PROXY: ".example.org" }, undefined],
    ["NO_PROXY has it bare", { HTTPS_PROXY: "p:1", no_proxy: "EXAMPLE.org" }, undefined],
    ["NO_PROXY has the port", { HTTPS_PROXY: "p:1", NO_PROXY: "example.org:443" }, undefined],
    [
      "NO_PROXY has another port",
      { HTTPS_PROXY: "p:1", NO_PROXY: "example.org:80" },
      "http://p:1/",
    ],
    [
      "NO_PROXY has a name that only ends so",
      { HTTPS_PROXY: "p:1", NO_PROXY: "ample.org" },
      "http://p:1/",
    ],
  ])("where %s", (_, env, proxy) => {
    expect(proxyFor(url, { env })?.href).toBe(proxy);
  });

  it("takes what the user has chosen before the environment", () => {
    const settings = { chosen: "http://mine:3128", env: { HTTPS_PROXY: "http://p:1" } };
    expect(proxyFor(url, settings)?.href).toBe("http://mine:3128/");
    expect(proxyFor(url, { ...settings, chosen: "" })?.href).toBe("http://p:1/");
  });

  it("takes HTTP_PROXY for addresses without encryption", () => {
    const env = { HTTP_PROXY: "http://p:1", HTTPS_PROXY: "http://q:2" };
    expect(proxyFor("http://hub", { env })?.href).toBe("http://p:1/");
  });

  it.each(["socks5://user:secret@p:1", "http://", "://", "http://a b"])(
    "refuses %s, and shows no password",
    (chosen) => {
      expect(() => proxyFor(url, { chosen, env: {} })).toThrow(
        expect.objectContaining({
          code: "user/bad-setting",
          message: expect.not.stringContaining("secret") as string,
        }),
      );
    },
  );
});
