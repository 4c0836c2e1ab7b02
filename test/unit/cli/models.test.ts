import { readdir, readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../../../src/cli/runCli";
import { fakeCliHost, type FakeCliHost } from "../../support/fakeCliHost";
import { startFakeHub, type FakeHub } from "../../support/fakeHub";
import { modelsFolder } from "../../support/modelsFolder";
import { tempHome, type TempHome } from "../../support/tempHome";

const content = Buffer.alloc(50_000, "weights");

let hub: FakeHub;
let home: TempHome;
beforeEach(async () => {
  [hub, home] = await Promise.all([startFakeHub(content), tempHome()]);
  await home.write("shipped/manifest.json", await readFile(`${modelsFolder}/manifest.json`));
  await home.link("shipped/foretype-seed", `${modelsFolder}/foretype-seed`);
  await home.write("shipped/catalogue.json", JSON.stringify({ models: [hub.entry] }));
});
afterEach(async () => {
  await Promise.all([hub.close(), home.remove()]);
});

const hostWith = (overrides: Parameters<typeof fakeCliHost>[0] = {}): FakeCliHost =>
  fakeCliHost({
    cwd: home.folder,
    modelsFolder: home.at("shipped"),
    cacheFolder: home.at("cache"),
    machine: {
      env: { HF_ENDPOINT: hub.endpoint, FORETYPE_DOWNLOADS: home.at("downloads") },
      homeFolder: home.folder,
      platform: "darwin",
    },
    ...overrides,
  });
const run = async (
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const host = hostWith();
  const code = await runCli(["models", ...args], host);
  return { code, out: host.out(), err: host.err() };
};

describe("foretype models", () => {
  it("lists what ships, what was found and what can be downloaded", async () => {
    const broken = await home.write(".lmstudio/models/o/r/bad.gguf", "GGUF, and then nonsense");
    const { code, out, err } = await run();
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n")).toEqual([
      expect.stringMatching(
        /^id +size +architecture +fim +runs +memory +at most +place +licence +name$/,
      ),
      expect.stringMatching(
        /^foretype-seed +1\d\.\d MB +LlamaForCausalLM +yes +trees +\d+\.\d MB +\d+\.\d MB +bundled +MIT +F/,
      ),
      expect.stringMatching(
        /^lm-studio\/o\/r\/bad +0\.0 MB +- +- +- +- +- +lm-studio +- +o\/r\/bad$/,
      ),
      expect.stringMatching(/^tiny +0\.1 MB +- +- +- +- +- +catalogue +Apache-2\.0 +Tiny$/),
    ]);
    expect(err).toMatch(/^lm-studio\/o\/r\/bad: /);
    expect(err).toContain(broken);
  });

  it("lists them for programs, every line with the same fields", async () => {
    await home.write(".ollama/models/manifests/h/n/m/t", "{");
    const { out } = await run("--json");
    const lines = JSON.parse(out) as readonly Record<string, unknown>[];
    expect(lines).toMatchObject([
      { id: "foretype-seed", place: "bundled", hasFim: true, isBuilt: false, problem: null },
      { id: "tiny", place: "catalogue", hasFim: null, path: null, bytes: content.length },
    ]);
    const [first, second] = lines.map((line) => Object.keys(line));
    expect(second).toEqual(first);
  });

  it("says what was left out on the way", async () => {
    await home.write(".ollama/models/manifests/h/n/m/t", "{");
    expect((await run()).err).toContain("It is not JSON.");
  });

  it("finds models in the folders of FORETYPE_MODEL_FOLDERS", async () => {
    await home.write("mine/a.gguf", "x");
    const host = hostWith();
    const env = { ...host.machine.env, FORETYPE_MODEL_FOLDERS: "mine" };
    const there = hostWith({ machine: { ...host.machine, env } });
    await runCli(["models"], there);
    expect(there.out()).toContain("folder/mine/a ");
  });

  it("has no subcommand but its own", async () => {
    expect((await run("nonsense")).code).toBe(2);
  });
});

describe("foretype models download", () => {
  it("says what it brings and where from, and prints the path", async () => {
    const { code, out, err } = await run("download", "tiny");
    const file = home.at("downloads/tiny.gguf");
    expect({ code, out }).toEqual({ code: 0, out: `${file}\n` });
    expect(err).toBe(
      `Tiny (Apache-2.0, 0.1 MB) from org/tiny-GGUF into ${home.at("downloads")}. It is tiny.\n`,
    );
    expect((await readFile(file)).equals(content)).toBe(true);
    expect(hub.hubRequests[0]?.headers.authorization).toBeUndefined();
    const again = await run("download", "tiny", "--json");
    expect(JSON.parse(again.out)).toEqual({ id: "tiny", path: file });
    expect((await run()).out).toMatch(/^tiny .* downloads +Apache-2\.0 +Tiny$/m);
  });

  it("shows the token of HF_TOKEN", async () => {
    const { machine } = hostWith();
    const env = { ...machine.env, HF_TOKEN: "secret" };
    await runCli(["models", "download", "tiny"], hostWith({ machine: { ...machine, env } }));
    expect(hub.hubRequests[0]?.headers.authorization).toBe("Bearer secret");
  });

  it("names the models that there are when asked for another", async () => {
    const { code, err } = await run("download", "huge");
    expect({ code, err }).toEqual({
      code: 2,
      err: 'The catalogue has no model "huge". It has: tiny.\n',
    });
  });

  it("ends with code 130 when it is stopped", async () => {
    const host = hostWith({ cancellation: { isCancelled: true } });
    expect(await runCli(["models", "download", "tiny"], host)).toBe(130);
    expect(host.err()).toContain("The download of Tiny was stopped.");
  });
});

describe("foretype models remove", () => {
  /** Puts a converted model into the cache. */
  const convert = async (id: string, folder: string): Promise<void> => {
    const note = { id, precision: "auto" };
    await home.write(`cache/${folder}/built.json`, JSON.stringify(note));
    await home.write(`cache/${folder}/weights.bin`, "12345");
  };

  it("removes a download and what was made of it, by id or by path, and says so", async () => {
    await run("download", "tiny");
    const file = home.at("downloads/tiny.gguf");
    await convert("tiny", "tiny-auto-1");
    await convert(file, "tiny.gguf-auto-2");
    await convert("foretype-seed", "foretype-seed-auto-3");
    await home.write(`cache/tiny-int8-${"0".repeat(16)}.unfinished/weights.bin`, "12");
    const dry = await run("remove", "tiny", "--dry-run");
    const { code, out, err } = await run("remove", "tiny", "--json");
    expect(code).toBe(0);
    expect(dry.err).toBe(err.replaceAll("Removing", "Would remove"));
    expect(JSON.parse(out)).toEqual([
      {
        what: "converted",
        path: home.at("cache/tiny-auto-1"),
        bytes: expect.any(Number) as number,
      },
      {
        what: "converted",
        path: home.at(`cache/tiny-int8-${"0".repeat(16)}.unfinished`),
        bytes: 2,
      },
      {
        what: "converted",
        path: home.at("cache/tiny.gguf-auto-2"),
        bytes: expect.any(Number) as number,
      },
      { what: "download", path: file, bytes: content.length },
    ]);
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
    const left = await run("remove", "foretype-seed", "--dry-run");
    expect(left.err).toContain("Would remove");
    const nothing = await run("remove", "tiny");
    expect({ code: nothing.code, err: nothing.err }).toEqual({
      code: 0,
      err: "Nothing was made for tiny.\n",
    });
  });

  it("forgets the hash of a file that it removes", async () => {
    await hub.close();
    hub = await startFakeHub(Buffer.alloc(9 << 20, 7));
    await home.write("shipped/catalogue.json", JSON.stringify({ models: [hub.entry] }));
    await run("download", "tiny");
    expect(await readdir(home.at("cache/hashes"))).toHaveLength(1);
    await run("remove", "tiny");
    expect(await readdir(home.at("cache/hashes"))).toEqual([]);
  });

  it("removes what there is of a download that was stopped", async () => {
    await home.write("downloads/tiny.gguf.part", "123");
    await home.write("downloads/tiny.gguf.part.json", "{}");
    const { err } = await run("remove", "tiny");
    expect(err.trimEnd().split("\n")).toHaveLength(2);
    expect((await run("remove", "tiny")).err).toContain("Nothing was made");
  });

  it("leaves the files of other programs alone", async () => {
    const file = await home.write(".lmstudio/models/o/r/a.gguf", "x");
    await convert("lm-studio/o/r/a", "a-auto-1");
    for (const reference of ["lm-studio/o/r/a", file]) {
      expect((await run("remove", reference)).code).toBe(0);
    }
    expect(await readFile(file, "utf8")).toBe("x");
  });

  it("does not take a download away from another process", async () => {
    await home.write("downloads/tiny.gguf.part", "123");
    await home.write("downloads/tiny.gguf.lock", "");
    const { code, err } = await run("remove", "tiny");
    expect(code).toBe(2);
    expect(err).toContain("is being downloaded already");
  });

  it.each(["nonsense", "../downloads/tiny"])("knows nothing of %j", async (reference) => {
    await run("download", "tiny");
    const { code, err } = await run("remove", reference);
    expect(code).toBe(2);
    expect(err).toContain(`There is nothing of "${reference}" to remove`);
    expect((await readFile(home.at("downloads/tiny.gguf"))).equals(content)).toBe(true);
  });
});
