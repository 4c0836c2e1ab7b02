import { createHash } from "node:crypto";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CatalogueEntry } from "../../../../src/store/download/catalogue";
import { downloadModel, type DownloadOptions } from "../../../../src/store/download/downloadModel";
import { startFakeHub, type FakeHub } from "../../../support/fakeHub";
import { tempHome, type TempHome } from "../../../support/tempHome";

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i + 7 * i) % 251));

let hub: FakeHub;
let home: TempHome;
beforeEach(async () => {
  [hub, home] = await Promise.all([startFakeHub(content), tempHome()]);
});
afterEach(async () => {
  await Promise.all([hub.close(), home.remove()]);
});

const optionsOf = (): DownloadOptions => ({
  folder: home.at("models"),
  cacheFolder: home.at("cache"),
  endpoint: hub.endpoint,
  fetch,
  freeBytes: () => Promise.resolve(1e12),
  patience: { idleMs: 8000, backoffMs: 1, longestWaitMs: 1000, maxFailures: 3 },
});
/** For hosts that go silent. */
const impatient = { idleMs: 400, backoffMs: 1, maxFailures: 3 };
const download = (
  overrides: Partial<DownloadOptions> = {},
  entry: Partial<CatalogueEntry> = {},
): Promise<string> => downloadModel({ ...hub.entry, ...entry }, { ...optionsOf(), ...overrides });
const filesThere = async (): Promise<readonly string[]> =>
  (await readdir(home.at("models"))).sort();

/** Bytes are compared as a whole: one by one takes seconds. */
async function expectWhole(file: string): Promise<void> {
  expect((await readFile(file)).equals(content)).toBe(true);
}

/** Expects a download to fail so, and so many files to be left. */
async function expectFailure(
  result: Promise<string>,
  { code, says, left }: { code: string; says: string | RegExp; left: readonly string[] },
): Promise<void> {
  const pattern: unknown =
    typeof says === "string" ? expect.stringContaining(says) : expect.stringMatching(says);
  await expect(result).rejects.toMatchObject({ code, message: pattern as string });
  expect(await filesThere()).toEqual(left);
}

const part = ["tiny.gguf.part", "tiny.gguf.part.json"];

describe("downloadModel", () => {
  it("brings the file through the redirect, and says how far it is", async () => {
    const progress: number[] = [];
    const file = await download({
      onProgress: ({ done, total }) => {
        expect(total).toBe(content.length);
        progress.push(done);
      },
    });
    expect(file).toBe(home.at("models/tiny.gguf"));
    await expectWhole(file);
    expect(await filesThere()).toEqual(["tiny.gguf"]);
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBe(content.length);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it("asks for the commit that it was told of, so that the file stays the same", async () => {
    await download();
    expect(hub.hubRequests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "HEAD /org/tiny-GGUF/resolve/main/tiny.gguf",
      `GET /org/tiny-GGUF/resolve/${"c".repeat(40)}/tiny.gguf`,
    ]);
  });

  it("shows its token to the Hub and not to the host that it redirects to", async () => {
    await download({ token: "secret" });
    expect(hub.hubRequests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer secret",
      "Bearer secret",
    ]);
    expect(hub.fileRequests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it("follows a repository that was renamed", async () => {
    const location = "/org/new-name/resolve/main/tiny.gguf";
    hub.hubFaults.push({ kind: "status", status: 307, headers: { location } });
    await download();
    expect(hub.hubRequests[1]?.url).toBe(location);
  });

  it("leaves a file that is there and right, and refuses one that is not", async () => {
    const file = await download();
    await download();
    expect(hub.fileRequests).toHaveLength(1);
    await writeFile(file, "something else");
    await expectFailure(download(), {
      code: "model/corrupt",
      says: "is not Tiny, or is damaged. Remove it",
      left: ["tiny.gguf"],
    });
  });

  it("takes the Hub's word where the catalogue does not know size and hash", async () => {
    const { bytes, sha256, ...unknown } = hub.entry;
    expect({ bytes, sha256 }).toMatchObject({ bytes: content.length });
    await expectWhole(await downloadModel(unknown, optionsOf()));
  });

  it.each([
    ["no tag", { "x-linked-etag": "" }],
    ["a tag that is no SHA-256", { "x-linked-etag": '"d41d8cd9"' }],
    ["no size", { "x-linked-size": "" }],
  ])("refuses a file of which nobody knows what it is: %s", async (_, facts) => {
    Object.assign(hub.facts, facts);
    const { bytes, sha256, ...unknown } = hub.entry;
    expect([bytes, sha256]).not.toContain(undefined);
    hub.fileEtag = '"weak"';
    await expect(downloadModel(unknown, optionsOf())).rejects.toMatchObject({
      code: "model/corrupt",
    });
  });

  it.each([
    ["x-linked-etag", `"${"0".repeat(64)}"`, "SHA-256 000"],
    ["x-linked-size", "7", "it has 7 bytes, not 300000"],
  ])(
    "downloads nothing when the Hub's %s differs from the catalogue",
    async (header, value, says) => {
      hub.facts[header] = value;
      await expectFailure(download(), { code: "model/corrupt", says, left: [] });
      expect(hub.fileRequests).toEqual([]);
    },
  );

  it.each(["../tiny", "a/b", "..", "", "C:evil", ".hidden"])("refuses the id %j", async (id) => {
    await expect(download({}, { id })).rejects.toMatchObject({ code: "user/bad-argument" });
    expect(hub.hubRequests).toEqual([]);
  });

  it("refuses an endpoint that is no address", async () => {
    const says = 'HF_ENDPOINT is "file:///etc", which is no address';
    await expectFailure(download({ endpoint: "file:///etc" }), {
      code: "user/bad-setting",
      says,
      left: [],
    });
  });

  it("works below a path of an endpoint", async () => {
    await download({ endpoint: `${hub.endpoint}/mirror/` });
    expect(hub.hubRequests[0]?.url).toBe("/mirror/org/tiny-GGUF/resolve/main/tiny.gguf");
  });
});

describe("a connection that fails", () => {
  it.each(["drop", "silence"] as const)("by %s is gone on with where it was", async (kind) => {
    hub.fileFaults.push({ kind, after: 100_000 }, { kind, after: 50_000 });
    await expectWhole(await download({ patience: impatient }));
    const [first, second, third] = hub.fileRequests.map(({ headers }) => headers);
    expect(first?.range).toBeUndefined();
    expect(second).toMatchObject({ range: "bytes=100000-", "if-range": '"tag"' });
    expect(third).toMatchObject({ range: "bytes=150000-", "if-range": '"tag"' });
  });

  it("is given up when nothing comes any more; the next download goes on", async () => {
    hub.fileFaults.push({ kind: "drop", after: 1000 });
    for (let i = 0; i < 2; i++) hub.fileFaults.push({ kind: "silence", after: 0 });
    await expectFailure(download({ patience: impatient }), {
      code: "user/offline",
      says: /^The download of Tiny has stopped: 127\.0\.0\.1:\d+ has gone silent\..* is kept\.$/,
      left: part,
    });
    await expectWhole(await download());
    expect(hub.fileRequests.at(-1)?.headers.range).toBe("bytes=1000-");
    expect(await filesThere()).toEqual(["tiny.gguf"]);
  });

  it("begins anew when the file has changed meanwhile", async () => {
    hub.fileFaults.push({ kind: "drop", after: 1000 });
    const fetchThenChange: typeof fetch = async (...request) => {
      const answer = await fetch(...request);
      if (hub.fileRequests.length > 0) hub.fileEtag = '"newer"';
      return answer;
    };
    await expectWhole(await download({ fetch: fetchThenChange }));
  });

  it.each([
    { kind: "no ranges" },
    { kind: "other range" },
    { kind: "status", status: 416 },
  ] as const)("is got over when the host answers a range with %j", async (fault) => {
    hub.fileFaults.push({ kind: "drop", after: 1000 }, fault);
    await expectWhole(await download());
  });

  it("does not use a weak tag, which promises nothing about bytes", async () => {
    hub.fileEtag = 'W/"tag"';
    hub.fileFaults.push({ kind: "drop", after: 1000 });
    await expectWhole(await download());
    expect(hub.fileRequests[1]?.headers["if-range"]).toBeUndefined();
  });

  it("is said when there is no network at all", async () => {
    await hub.close();
    await expectFailure(download(), {
      code: "user/offline",
      says: /cannot be reached \(ECONNREFUSED\)/,
      left: [],
    });
  });

  it("ends a circle of redirects", async () => {
    const location = "/round";
    for (let i = 0; i < 20; i++) {
      hub.hubFaults.push({ kind: "status", status: 302, headers: { location } });
    }
    await expectFailure(download(), {
      code: "user/offline",
      says: "redirects without end",
      left: [],
    });
    expect(hub.hubRequests.length).toBeLessThan(12);
  });

  it("does not follow a redirect to a file", async () => {
    const headers = { location: "file:///etc/passwd" };
    hub.hubFaults.push({ kind: "status", status: 302, headers });
    await expectFailure(download(), { code: "user/offline", says: "is not safe", left: [] });
  });
});

describe("the Hub's refusals", () => {
  it.each([401, 403])(
    "status %d says where to accept the licence, and to set a token",
    async (status) => {
      hub.hubFaults.push({ kind: "status", status });
      await expectFailure(download(), {
        code: "user/bad-setting",
        says: /signed in. Accept its licence on http:\/\/127\.0\.0\.1:\d+\/org\/tiny-GGUF, make a token/,
        left: [],
      });
      hub.hubFaults.push({ kind: "status", status });
      await expectFailure(download({ token: "secret" }), {
        code: "user/bad-setting",
        says: /to the owner of this token.*or set another token\.$/,
        left: [],
      });
    },
  );

  it("status 404 names the file", async () => {
    hub.hubFaults.push({ kind: "status", status: 404 });
    await expectFailure(download(), {
      code: "model/missing",
      says: "has no file tiny.gguf in",
      left: [],
    });
  });

  it("status 400 is no reason to try again", async () => {
    hub.hubFaults.push({ kind: "status", status: 400 });
    await expectFailure(download(), { code: "user/offline", says: "(status 400)", left: [] });
    expect(hub.hubRequests).toHaveLength(1);
  });

  it("status 429 is waited for as long as it asks", async () => {
    hub.hubFaults.push({ kind: "status", status: 429, headers: { "retry-after": "1" } });
    const start = performance.now();
    await download();
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  it("status 429 is not waited for beyond reason", async () => {
    hub.hubFaults.push({ kind: "status", status: 429, headers: { "retry-after": "3600" } });
    await expectFailure(download(), {
      code: "user/offline",
      says: "is busy, for another 3600 s (status 429)",
      left: [],
    });
    expect(hub.hubRequests).toHaveLength(1);
  });

  it("faults of the Hub are got over, if they end", async () => {
    hub.hubFaults.push({ kind: "status", status: 500 }, { kind: "status", status: 503 });
    hub.fileFaults.push({ kind: "status", status: 502 });
    await expectWhole(await download());
    for (let i = 0; i < 9; i++) hub.hubFaults.push({ kind: "status", status: 500 });
    await expect(download({}, { id: "other" })).rejects.toMatchObject({
      code: "user/offline",
      message: expect.stringContaining("has a fault (status 500)") as string,
    });
  });
});

describe("a file that is not the right one", () => {
  const damaged = Buffer.from(content);
  damaged[1234] = 0xff;

  it("is removed when its hash is wrong", async () => {
    hub.fileFaults.push({ kind: "content", content: damaged });
    await expectFailure(download(), {
      code: "model/corrupt",
      says: /^Tiny arrived damaged: .*The file was removed; try again\.$/,
      left: [],
    });
  });

  it.each([
    [content.subarray(1), "it has 299999 bytes, not 300000"],
    [Buffer.concat([content, Buffer.from("x")]), "it has 300001 bytes, not 300000"],
  ])("is refused by its length", async (other, says) => {
    hub.fileFaults.push({ kind: "content", content: other });
    await expectFailure(download(), { code: "model/corrupt", says, left: [] });
  });

  it("is refused as soon as it is too long, where its length is not told", async () => {
    const longer = Buffer.concat([content, content]);
    hub.fileFaults.push({ kind: "content", content: longer, hidesLength: true });
    await expectFailure(download(), {
      code: "model/corrupt",
      says: "it has more bytes, not 300000",
      left: [],
    });
  });

  it("is not gone on with when it is the beginning of another file", async () => {
    await home.write("models/tiny.gguf.part", damaged.subarray(0, 2000));
    const note = { sha256: hub.entry.sha256, bytes: content.length, etag: '"tag"' };
    for (const wrong of [
      { ...note, sha256: "0" },
      { ...note, bytes: 1 },
      { ...note, etag: 7 },
      7,
    ]) {
      await home.write("models/tiny.gguf.part.json", JSON.stringify(wrong));
      hub.fileFaults.push({ kind: "drop", after: 0 }, { kind: "drop", after: 0 });
      hub.fileFaults.push({ kind: "drop", after: 0 });
      await expect(download()).rejects.toMatchObject({ code: "user/offline" });
      expect((await stat(home.at("models/tiny.gguf.part"))).size).toBe(0);
      await home.write("models/tiny.gguf.part", damaged.subarray(0, 2000));
    }
    // What cannot be told from the note is told by the hash.
    await home.write("models/tiny.gguf.part.json", JSON.stringify(note));
    await expectFailure(download(), { code: "model/corrupt", says: "arrived damaged", left: [] });
    await expectWhole(await download());
  });
});

describe("the disk", () => {
  it("is looked at before", async () => {
    const says =
      /^Tiny needs 1 MB more in .*, and 1 MB are free\. Make room, or set FORETYPE_DOWNLOADS/;
    await expectFailure(download({ freeBytes: () => Promise.resolve(1e6) }), {
      code: "user/disk-full",
      says,
      left: part,
    });
    expect(hub.fileRequests).toEqual([]);
  });

  // A device that is always full.
  it.runIf(process.platform === "linux")("may be full all the same: it is said", async () => {
    await home.write("models/other", "");
    await home.link("models/tiny.gguf.part", "/dev/full");
    const note = { sha256: hub.entry.sha256, bytes: content.length };
    await home.write("models/tiny.gguf.part.json", JSON.stringify(note));
    await expectFailure(download(), {
      code: "user/disk-full",
      says: /There is no room left for .*tiny\.gguf\.part\. What has arrived is kept/,
      left: ["other", ...part],
    });
  });

  it("may be forbidden", async () => {
    await home.write("models", "a file where the folder should be");
    await expect(download()).rejects.toMatchObject({
      code: "user/bad-setting",
      message: expect.stringContaining("cannot be written") as string,
    });
  });
});

describe("the user", () => {
  it("can stop it; what has arrived is kept, and gone on with", async () => {
    hub.fileFaults.push({ kind: "silence", after: 100_000 });
    const cancellation = { isCancelled: false };
    const stopped = download({
      cancellation,
      patience: { idleMs: 60_000 },
      onProgress: ({ done }) => {
        if (done === 100_000) cancellation.isCancelled = true;
      },
    });
    await expectFailure(stopped, {
      code: "user/cancelled",
      says: "The download of Tiny was stopped.",
      left: part,
    });
    expect((await stat(home.at("models/tiny.gguf.part"))).size).toBe(100_000);
    await download();
    expect(hub.fileRequests.at(-1)?.headers.range).toBe("bytes=100000-");
  });

  it("can stop it while it waits", async () => {
    const cancellation = { isCancelled: false };
    hub.hubFaults.push({ kind: "status", status: 503, headers: { "retry-after": "50" } });
    const stopped = download({ cancellation, patience: { longestWaitMs: 60_000 } });
    setTimeout(() => {
      cancellation.isCancelled = true;
    }, 50);
    await expectFailure(stopped, { code: "user/cancelled", says: "was stopped", left: [] });
  });

  it("cannot run it twice at a time, but can after a crash", async () => {
    hub.fileFaults.push({ kind: "silence", after: 10 });
    const cancellation = { isCancelled: false };
    let second: Promise<unknown> | undefined;
    const first = download({
      cancellation,
      onProgress: () => {
        second ??= download().catch((error: unknown) => {
          cancellation.isCancelled = true;
          return error;
        });
      },
    });
    await expect(first).rejects.toMatchObject({ code: "user/cancelled" });
    expect(await second).toMatchObject({
      code: "user/bad-argument",
      message: expect.stringContaining("is being downloaded already") as string,
    });
    const lock = await home.write("models/tiny.gguf.lock", "");
    const long = new Date(Date.now() - 60_000);
    await utimes(lock, long, long);
    await expectWhole(await download());
    expect(await filesThere()).toEqual(["tiny.gguf"]);
  });
});

describe("a download that is done", () => {
  it("is not read once more when the model is opened", async () => {
    await hub.close();
    const large = Buffer.alloc(9 << 20, 7);
    hub = await startFakeHub(large);
    await download();
    const notes = await readdir(path.join(home.at("cache"), "hashes"));
    const note = await readFile(path.join(home.at("cache"), "hashes", notes[0] ?? ""), "utf8");
    expect(JSON.parse(note)).toMatchObject({
      bytes: large.length,
      sha256: createHash("sha256").update(large).digest("hex"),
    });
  });
});
