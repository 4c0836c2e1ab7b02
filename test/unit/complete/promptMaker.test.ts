import { describe, expect, it } from "vitest";
import { promptText } from "../../../src/core/complete/promptText";
import { PromptMaker, type PreparedPrompt } from "../../../src/core/complete/promptMaker";
import { defaultOptions } from "../../../src/core/complete/request";
import type { ContextPiece } from "../../../src/core/context/contextPiece";
import { Healers } from "../../../src/core/heal/healers";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import { numShared } from "../../../src/core/tokens/numShared";
import { FakeClock } from "../../support/fakeClock";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const encoder = new CachedEncoder(vocabulary);
const piece = (path: string, text: string): ContextPiece => ({ kind: "recent", path, text });
const context = [piece("b.ts", "other();\nfiles();\n"), piece("c.ts", "and();\nmore();\n")];
const document = Array.from({ length: 400 }, (_, i) =>
  i % 10 === 0 ? `function f${String(i)}() {\n` : `  call(${String(i)});\n`,
).join("");

interface Asked {
  readonly prefix: string;
  readonly suffix?: string;
  readonly path?: string;
  readonly maxContextTokens?: number;
  readonly maxLength?: number;
}

function prepare({ prefix, suffix = "", path = "a.ts", ...limits }: Asked): PreparedPrompt {
  const { maxContextTokens, maxLength = 4096 } = limits;
  const maker = new PromptMaker({
    ...{ maxLength, vocabulary, encoder, format: toyFormat, clock: new FakeClock() },
    healers: new Healers(vocabulary, encoder),
  });
  const options = { ...defaultOptions, maxPromptTokens: 400 };
  return maker.prepare(
    { path, prefix, suffix, context },
    maxContextTokens === undefined ? options : { ...options, maxContextTokens },
  );
}

const textOf = (asked: Asked): string => promptText(prepare(asked), vocabulary).text;

describe("the context of a prompt", () => {
  it("is none where no limit is said", () => {
    expect(textOf({ prefix: "foo(" })).not.toContain("other");
    expect(prepare({ prefix: "foo(" }).numContextTokens).toBe(0);
  });

  it("is shown as files before the document's own", () => {
    expect(textOf({ prefix: "foo(", suffix: ")\n", maxContextTokens: 200 })).toBe(
      "<file>b.ts\nother();\nfiles();\n<file>c.ts\nand();\nmore();\n<file>a.ts\n<prefix><suffix>)\n<middle>foo",
    );
  });

  it("is left out where the document has no path that would end it", () => {
    expect(textOf({ prefix: "foo(", path: "", maxContextTokens: 200 })).toBe(
      "<prefix><suffix><middle>foo",
    );
  });

  it("begins the text with the outline of what the window does not reach", () => {
    const text = textOf({ prefix: document, maxContextTokens: 200 });
    expect(text).toMatch(/<prefix>(?:function f\d+\(\) \{ \.\.\. \}\n)+<suffix>/);
  });

  it("makes no prompt begin anew that would not without it, and lasts where the window jumps", () => {
    const others = vocabulary.encode("b.ts\nother();\nfiles();\n").length;
    const jumpsWith = (maxContextTokens: number, leastShared: number): number[] => {
      const asked = { maxContextTokens, maxLength: 600 };
      const jumps: number[] = [];
      let last = prepare({ ...asked, prefix: document.slice(0, 2000) });
      for (let length = 2001; length <= 2500; length++) {
        const next = prepare({ ...asked, prefix: document.slice(0, length) });
        const shared = numShared(last.tokens, next.tokens);
        expect(shared).toBeGreaterThan(leastShared);
        // Some tokens at the end are read anew when the last word goes on.
        if (shared < last.tokens.length - 12) jumps.push(length);
        last = next;
      }
      return jumps;
    };
    const jumps = jumpsWith(0, 0);
    expect(jumps.length).toBeGreaterThan(1);
    expect(jumpsWith(100, others)).toEqual(jumps);
  });
});

describe("promptText", () => {
  it("tells apart what the model was given and what it is held to", () => {
    const made = prepare({ prefix: "return foo(ab", maxContextTokens: 200 });
    const { text, held, numTokens, numContextTokens } = promptText(made, vocabulary);
    expect(text.slice(text.indexOf("<middle>")) + held).toBe("<middle>return foo(ab");
    expect(held).not.toBe("");
    expect([numTokens, numContextTokens]).toEqual([made.tokens.length, made.numContextTokens]);
    expect(numContextTokens).toBeGreaterThan(10);
  });
});
