import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { SyntaxParser } from "../../src/core/constrain/syntaxPort";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { locateGrammar } from "../support/locateGrammar";
import { seededRandom } from "../support/randomTree";
import { RecordingLogger } from "../support/recordingLogger";

/** A source is a parser's only owner, so each gives another parser. */
async function freshParser(): Promise<SyntaxParser> {
  const logger = new RecordingLogger();
  const parser = await new TreeSitterSource({ locate: locateGrammar, logger }).parserFor("a.ts");
  if (parser === undefined) throw new Error(logger.messagesOf("warn").join());
  return parser;
}

const text = readFileSync("src/core/sample/temperaturePicker.ts", "utf8");

it("finds in a text that changed what it finds in it alone", async () => {
  const changed = await freshParser();
  const alone = await freshParser();
  changed.remember(text);
  const random = seededRandom(7);
  let numFaults = 0;
  for (let i = 0; i < 60; i++) {
    const at = Math.floor(random() * text.length);
    const inserted = ["f(1)", "x = ", "}", "é😀", "`", "\n"][i % 6] ?? "";
    const after = text.slice(0, at) + inserted + text.slice(at + (i % 4));
    const faults = changed.faults(after, 0, after.length);
    expect(faults).toEqual(alone.faults(after, 0, after.length));
    numFaults += faults.length;
    if (i % 10 === 0) changed.remember(after);
  }
  expect(numFaults).toBeGreaterThan(30);
});

it("tells only the faults that touch a stretch", async () => {
  const parser = await freshParser();
  const broken = "const = 1;\nconst a = 2;\nf(3;\n";
  const all = parser.faults(broken, 0, broken.length);
  expect(all).toHaveLength(2);
  const [first, second] = all;
  expect(parser.faults(broken, 0, 9)).toEqual([first]);
  expect(parser.faults(broken, 11, 22)).toEqual([]);
  expect(parser.faults(broken, 24, 40)).toEqual([second]);
});

it("checks a long file in a few milliseconds once it knows it", async () => {
  const parser = await freshParser();
  const long = text.repeat(Math.ceil(1100 / text.split("\n").length));
  expect(long.split("\n").length).toBeGreaterThan(1000);
  parser.remember(long);
  const at = long.indexOf("\n", long.length / 2);
  const after = (inserted: string): string => long.slice(0, at) + inserted + long.slice(at);
  parser.faults(after("\n// warm"), 0, long.length);
  const times = Array.from({ length: 15 }, (_, i) => {
    const begun = performance.now();
    parser.faults(after(`\nconst a = f(${String(i)});`), at, at + 20);
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  const whole = performance.now();
  parser.remember(long.replaceAll("\n", "\n "));
  const wholeMs = performance.now() - whole;
  expect(times[0]).toBeLessThan(wholeMs / 3);
  expect(times[0]).toBeLessThan(10);
});
