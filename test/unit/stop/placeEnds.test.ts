import { describe, expect, it } from "vitest";
import { commentEnd } from "../../../src/core/decode/stopRules/commentEnd";
import { closeIn, quoteEnd } from "../../../src/core/decode/stopRules/quoteEnd";
import { sentenceEnd } from "../../../src/core/decode/stopRules/sentenceEnd";
import { statementEnd } from "../../../src/core/decode/stopRules/statementEnd";
import { cutBy } from "../../support/cutBy";

describe("commentEnd", () => {
  it.each([
    [" b\n// c\nd", " b\n// c"],
    [" b\n  // c\n\n// d", " b\n  // c"],
    [" b\nc", " b"],
    [" b\n", undefined],
    [" b\n/", undefined],
    [" b\n/=", " b"],
    [" b\n// c", undefined],
    ["\nb\nc", undefined],
    ["", undefined],
  ])("behind // cuts %j to %j", (text, expected) => {
    expect(cutBy(commentEnd({ mark: "//" }), text)).toBe(expected);
  });

  it.each([
    [" b */ c", " b */"],
    [" b\n * é\n */\nd", " b\n * é\n */"],
    [" b *", undefined],
  ])("behind /* cuts %j to %j", (text, expected) => {
    expect(cutBy(commentEnd({ close: "*/" }), text)).toBe(expected);
  });
});

describe("quoteEnd", () => {
  const quote = { open: '"', close: '"', hasEscapes: true, isMultiline: false };
  const template = {
    open: "`",
    close: "`",
    hasEscapes: true,
    isMultiline: true,
    interpolation: "${",
  };
  it.each([
    ['é b");', "é b"],
    ['b\\" c" d', 'b\\" c'],
    ["b", undefined],
    ["b\\", undefined],
    ['"', ""],
  ])("cuts %j to %j", (text, expected) => {
    expect(cutBy(quoteEnd(quote), text)).toBe(expected);
  });

  it("knows code inside of a quote", () => {
    expect(closeIn("a ${b(`c`, { d: 1 })} e` f", template)).toBe(23);
    expect(closeIn("a ${b(`c`", template)).toBeUndefined();
    expect(closeIn("a ${b(", quote)).toBeUndefined();
  });
});

describe("sentenceEnd", () => {
  it.each([
    ["This is", " one. That is", " one."],
    ["This is", " one.\nThat", " one."],
    ["This is", " one.", undefined],
    ["This is", " 3.5 m", undefined],
    ["This is", " it, e.g. b or etc. c", undefined],
    ["Ask Dr", ". No then", undefined],
    ["Is it", '? "Yes." No', "?"],
    ["He said", ' "yes!" and', ' "yes!"'],
    ["(See", " below.) Then", " below.)"],
    ["In", " 2020. Then", " 2020."],
    ["", "1. First point. Next", "1. First point."],
    ["Done.", " Then more. And", " Then more."],
    ["**Bold", ".** More", ".**"],
    ["Das ist", " schön. Und", " schön."],
    ["これ", "です。それ", "です。"],
  ])("behind %j cuts %j to %j", (before, text, expected) => {
    expect(cutBy(sentenceEnd(before), text)).toBe(expected);
  });
});

describe("statementEnd", () => {
  /** A text goes on behind its statement where it says so. */
  const isBeyond = (text: string): boolean => text.includes("next");

  it.each([
    ["  a = ", "b(\n    c,\n  );\n  next;\n  d;\n", "b(\n    c,\n  );\n  next;"],
    // The line behind is not whole yet.
    ["  a = ", "b;\n  next;", undefined],
    // It is indented further, or closes something.
    ["  ", "b(\n    next\n", undefined],
    ["  ", "b(\n  ), next\n", undefined],
    ["\t", "b;\n\n\tnext;\n", "b;\n\n\tnext;"],
    ["", "\n  b;\n  next;\n", "\n  b;\n  next;"],
    ["", "\n\n", undefined],
  ])("behind %j cuts %j to %j", (before, text, expected) => {
    expect(cutBy(statementEnd(before, isBeyond), text)).toBe(expected);
  });

  it("asks about a text once, and about lines that may be behind only", () => {
    const asked: string[] = [];
    const rule = statementEnd("  ", (text) => {
      asked.push(text);
      return false;
    });
    for (let i = 0; i < 3; i++) cutBy(rule, "a {\n    b\n  }\n  c\n  d\n");
    expect(asked).toEqual(["a {\n    b\n  }\n  c", "a {\n    b\n  }\n  c\n  d"]);
  });
});
