import { describe, expect, it } from "vitest";
import { GeneratedText } from "../../../src/core/decode/generatedText";
import { noStop, type StopRule } from "../../../src/core/decode/stopRule";
import { firstOf } from "../../../src/core/decode/stopRules/firstOf";
import { END, pieceVocabulary } from "../../support/pieceVocabulary";

/** Stops before the first line break, anywhere in the text. */
const beforeLineBreak: StopRule = {
  check: (text) => {
    const length = text.indexOf(10);
    return length < 0 ? undefined : { length, reason: "lineEnd" };
  },
};

function aText(changes: Partial<ConstructorParameters<typeof GeneratedText>[1]> = {}): {
  text: GeneratedText;
  pieces: string[];
} {
  const pieces: string[] = [];
  const text = new GeneratedText(
    { vocabulary: pieceVocabulary, endTokens: new Set([END]) },
    {
      numHeldBytes: 0,
      maxTokens: 99,
      stopRule: noStop,
      onText: (piece) => pieces.push(piece),
      ...changes,
    },
  );
  return { text, pieces };
}

/** The tokens that spell `text`; a token by its bytes if the text is given as bytes. */
function tokens(...parts: readonly (string | readonly number[])[]): Int32Array {
  return Int32Array.from(
    parts.flatMap((part) => {
      if (typeof part === "string") return Array.from(pieceVocabulary.encode(part));
      const ids = Array.from({ length: pieceVocabulary.size }, (_, id) => id);
      return ids.filter((id) => String(pieceVocabulary.bytesOf(id)) === String(part));
    }),
  );
}

describe("GeneratedText", () => {
  it("ends at the end token, which is no text", () => {
    const { text } = aText();
    const [a = -1] = tokens("a");
    expect(text.append(Int32Array.of(a, END, a))).toEqual({
      numTokens: 2,
      numResultTokens: 1,
      stoppedBy: "endToken",
    });
    text.finish();
    expect(text.text).toBe("a");
    expect(Array.from(text.tokens)).toEqual([a]);
  });

  it("ends before the first token of which the model is too unsure", () => {
    const { text } = aText();
    const [a = -1, b = -1] = tokens("a", "b");
    expect(text.append(Int32Array.of(a, b, a), 2)).toEqual({
      numTokens: 3,
      numResultTokens: 2,
      stoppedBy: "uncertainty",
    });
    text.finish();
    expect(text.text).toBe("ab");
    expect(text.numTokens).toBe(2);
  });

  it("ends for another reason where that comes first", () => {
    const [a = -1] = tokens("a");
    expect(aText().text.append(Int32Array.of(END, a), 0).stoppedBy).toBe("endToken");
    expect(aText({ maxTokens: 1 }).text.append(Int32Array.of(a, a), 1).stoppedBy).toBe("maxTokens");
  });

  it("ends with the last token that is wanted", () => {
    const { text } = aText({ maxTokens: 2 });
    expect(text.append(tokens("a"))).toMatchObject({ numTokens: 1, stoppedBy: undefined });
    expect(text.append(tokens("b", "c", "a"))).toEqual({
      numTokens: 1,
      numResultTokens: 1,
      stoppedBy: "maxTokens",
    });
  });

  it("prefers a stop rule's reason to having enough tokens", () => {
    const { text } = aText({ maxTokens: 1, stopRule: beforeLineBreak });
    expect(text.append(tokens("\n")).stoppedBy).toBe("lineEnd");
  });

  it("cuts by bytes, inside a token", () => {
    const { text } = aText({ stopRule: beforeLineBreak });
    expect(text.append(tokens("a", ");\n", "b"))).toMatchObject({
      numTokens: 2,
      stoppedBy: "lineEnd",
    });
    text.finish();
    expect(text.text).toBe("a);");
    expect(new TextDecoder().decode(text.bytes)).toBe("a);");
  });

  it("tells the rule the text behind the held bytes and how much of it is known", () => {
    const calls: [string, number][] = [];
    const stopRule: StopRule = {
      check: (bytes, from) => {
        calls.push([new TextDecoder().decode(bytes), from]);
        return undefined;
      },
    };
    const { text } = aText({ numHeldBytes: 2, stopRule });
    text.append(tokens("a", "bc", "ab", "c"));
    expect(calls).toEqual([
      ["c", 0],
      ["cab", 1],
      ["cabc", 3],
    ]);
  });

  it("emits nothing of the held bytes", () => {
    const { text, pieces } = aText({ numHeldBytes: 2 });
    text.append(tokens("a", "bc", "ab"));
    text.finish();
    expect(pieces.join("")).toBe("cab");
    expect(text.text).toBe("cab");
    expect(text.tokens).toHaveLength(3);
  });

  it("is empty while only held bytes are spelt", () => {
    const { text } = aText({ numHeldBytes: 5 });
    text.append(tokens("a", "bc"));
    text.finish();
    expect(text.text).toBe("");
    expect(text.bytes).toHaveLength(0);
  });

  it.each([
    { why: "at the end if a rule may cut anything", reach: undefined, shown: ["", "", "", "abca"] },
    { why: "at once if a rule cuts nothing shown", reach: 0, shown: ["ab", "c", "a", ""] },
    { why: "when it is out of reach", reach: 1, shown: ["a", "b", "c", "a"] },
  ])("shows text $why", ({ reach, shown }) => {
    const stopRule: StopRule = {
      ...noStop,
      ...(reach === undefined ? {} : { numReachableBytes: reach }),
    };
    const { text, pieces } = aText({ stopRule });
    const seen: string[] = [];
    const note = (): void => {
      seen.push(pieces.splice(0).join(""));
    };
    for (const token of tokens("ab", "c", "a")) {
      text.append(Int32Array.of(token));
      note();
    }
    text.finish();
    note();
    expect(seen).toEqual(shown);
  });

  it("drops a last character that is unfinished", () => {
    const { text } = aText();
    text.append(tokens("a", [0xf0, 0x9f]));
    text.finish();
    expect(text.text).toBe("a");
    expect(Array.from(text.bytes)).toEqual([97]);
    expect(text.tokens).toHaveLength(2);
  });

  it("does not let a rule cut what it said was out of reach", () => {
    const stopRule: StopRule = {
      numReachableBytes: 0,
      check: (bytes) => (bytes.length > 1 ? { length: 0, reason: "suffixReached" } : undefined),
    };
    const { text } = aText({ stopRule });
    text.append(tokens("a"));
    expect(() => text.append(tokens("b"))).toThrow("cuts text that is shown already");
  });

  it("goes on in two ways behind a fork, of which only the first is shown", () => {
    const { text, pieces } = aText({ stopRule: { ...beforeLineBreak, numReachableBytes: 0 } });
    text.append(tokens("a", [0xc3]));
    const fork = text.fork();
    fork.append(tokens([0xa9], "b"));
    text.append(tokens([0xa9], "c"));
    expect(fork.append(tokens("\n")).stoppedBy).toBe("lineEnd");
    fork.finish();
    text.finish();
    expect([fork.text, text.text]).toEqual(["aéb", "aéc"]);
    expect(fork.tokens).toHaveLength(5);
    expect(text.tokens).toHaveLength(4);
    expect(fork.numRemainingTokens).toBe(94);
    expect(pieces.join("")).toBe("aéc");
  });

  it("tells with which line breaks it would end, and changes nothing by telling", () => {
    const { text } = aText({ stopRule: beforeLineBreak });
    const [a = -1] = tokens("a");
    const lineBreak = lineBreakToken();
    text.append(Int32Array.of(a));
    expect(text.wouldEndWith(lineBreak, () => [a, a])).toBe(true);
    expect(text.wouldEndWith(a, () => [a])).toBe(false);
    expect(Array.from(text.tokens)).toEqual([a]);
    const { text: endless } = aText();
    expect(endless.wouldEndWith(lineBreak, () => [])).toBe(false);
  });

  it("asks no rule that takes long whether it would end", () => {
    const slow: StopRule = {
      quick: noStop,
      check: () => {
        throw new Error("This takes long.");
      },
    };
    const { text } = aText({ stopRule: firstOf([slow]) });
    expect(text.wouldEndWith(lineBreakToken(), () => [])).toBe(false);
    const { text: short } = aText({ stopRule: firstOf([slow, beforeLineBreak]) });
    expect(short.wouldEndWith(lineBreakToken(), () => Array.from(tokens("a")))).toBe(true);
  });

  it("does not end with a line break that the user has typed already", () => {
    const { text } = aText({ stopRule: beforeLineBreak, numHeldBytes: 1 });
    expect(text.wouldEndWith(lineBreakToken(), () => [])).toBe(false);
    expect(text.wouldEndWith(lineBreakToken(), () => Array.from(tokens("a")))).toBe(true);
  });
});

function lineBreakToken(): number {
  const [token = -1] = tokens([10]);
  return token;
}
