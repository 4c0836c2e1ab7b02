import { describe, expect, it } from "vitest";
import { ChunkRing, type Chunk } from "../../../src/core/context/chunkRing";

/** Ten different lines of 10 units each. */
function chunk(name: string, source = name): Chunk {
  const lines = Array.from({ length: 10 }, (_, i) => `${name}_line${String(i)}`.slice(-9));
  return { kind: "recent", path: `${source}.ts`, source, text: lines.join("\n") + "\n" };
}

const pathsOf = (ring: ChunkRing): string[] => ring.chunks.map(({ path }) => path);

function ringWith(mostUnits: number, ...chunks: readonly Chunk[]): ChunkRing {
  const ring = new ChunkRing(() => mostUnits);
  for (const one of chunks) ring.add(one);
  while (ring.promote());
  return ring;
}

describe("ChunkRing", () => {
  it("gives chunks their places one at a time, behind the others", () => {
    const ring = new ChunkRing(() => 1000);
    for (const name of ["aa", "bb", "cc"]) ring.add(chunk(name));
    expect([ring.chunks.length, ring.hasWaiting]).toEqual([0, true]);
    expect(ring.promote()).toBe(true);
    expect(pathsOf(ring)).toEqual(["aa.ts"]);
    expect([ring.promote(), ring.promote(), ring.promote()]).toEqual([true, true, false]);
    expect(pathsOf(ring)).toEqual(["aa.ts", "bb.ts", "cc.ts"]);
  });

  it("lets half of them go at once when there is no more room", () => {
    const names = ["aa", "bb", "cc", "dd", "ee", "ff"];
    const ring = ringWith(400, ...names.slice(0, 4).map((name) => chunk(name)));
    expect(pathsOf(ring)).toHaveLength(4);
    ring.add(chunk("ee"));
    ring.promote();
    expect(pathsOf(ring)).toEqual(["dd.ts", "ee.ts"]);
    ring.add(chunk("ff"));
    ring.promote();
    expect(pathsOf(ring)).toEqual(["dd.ts", "ee.ts", "ff.ts"]);
  });

  it("takes no chunk that is there, says nothing or is too long", () => {
    const ring = ringWith(150, chunk("aa"));
    ring.add({ ...chunk("aa"), source: "other" });
    ring.add({ ...chunk("bb"), text: "one line\n}\n});\n\n" });
    ring.add({ ...chunk("cc"), text: chunk("cc").text.repeat(2) });
    expect(ring.hasWaiting).toBe(false);
  });

  it("replaces what has been changed since, wherever it stands", () => {
    const changed = { ...chunk("aa"), text: chunk("aa").text.replace(/^.*\n.*\n/, "new line\n") };
    const ring = ringWith(1000, chunk("aa"), chunk("bb"));
    ring.add(changed);
    ring.promote();
    expect(ring.chunks).toEqual([chunk("bb"), changed]);
    // The same lines of another document are a chunk of their own.
    ring.add({
      ...chunk("bb"),
      source: "cc",
      text: changed.text.replace("new", "other").slice(20),
    });
    ring.promote();
    expect(ring.chunks).toHaveLength(3);
  });

  it("replaces what waits still without reading it", () => {
    const ring = new ChunkRing(() => 1000);
    ring.add(chunk("aa"));
    ring.add({ ...chunk("aa"), text: chunk("aa").text.replace(/^.*\n.*\n/, "new line\n") });
    while (ring.promote());
    expect(ring.chunks.map(({ text }) => text.slice(0, 9))).toEqual(["new line\n"]);
  });

  it("keeps the newest of many that wait", () => {
    const all = Array.from({ length: 20 }, (_, i) => chunk(`${String(i + 10)}a`));
    expect(pathsOf(ringWith(1e6, ...all))).toEqual(all.slice(4).map(({ path }) => path));
  });

  it("forgets a document", () => {
    const ring = ringWith(1000, chunk("aa"), chunk("bb"));
    ring.add(chunk("cc"));
    for (const name of ["aa", "cc"]) ring.forget(name);
    expect(ring.promote()).toBe(false);
    expect(pathsOf(ring)).toEqual(["bb.ts"]);
    ring.clear();
    expect(ring.chunks).toEqual([]);
  });
});
