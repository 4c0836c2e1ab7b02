import { describe, expect, it } from "vitest";
import { EditPointer } from "../../../src/core/draft/editPointer";
import { draftAlong, writerOf } from "../../support/draftAlong";
import { plainDraftRequest } from "../../support/draftToy";
import { draftOnce } from "../../support/draftOnce";

/** Letters are tokens, and a line break ends a line. */
const tokensOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const aPointer = (): EditPointer => new EditPointer({ breaksLine: (token) => token === 10 });

/** What each pass emitted while `text` was written in place of `earlier`. */
async function passesFor(
  texts: { readonly earlier?: string; readonly suffix?: string },
  text: string,
  pointer = aPointer(),
): Promise<string[]> {
  const written = tokensOf(text);
  const passes = await draftAlong(pointer, {
    prompt: [1, 2],
    logitsOf: writerOf(written, 2),
    vocabSize: 1 + Math.max(...written),
    numTokens: written.length,
    maxDrafts: 32,
    request: {
      earlier: texts.earlier === undefined ? undefined : Int32Array.from(tokensOf(texts.earlier)),
      suffix: texts.suffix === undefined ? undefined : Int32Array.from(tokensOf(texts.suffix)),
    },
  });
  return passes.map((tokens) => String.fromCharCode(...tokens));
}

const lines = Array.from({ length: 12 }, (_, i) => `  call${String(i)}(x, ${String(i * 7)});\n`);
const earlier = lines.join("");

describe("EditPointer", () => {
  it("doubles the chain while the old text is written again", async () => {
    const passes = await passesFor({ earlier }, earlier);
    const lengths = passes.map(({ length }) => length);
    expect(lengths.slice(0, 5)).toEqual([5, 9, 17, 33, 33]);
    expect(passes.join("")).toBe(earlier);
  });

  it("begins again with a short chain where the text departs", async () => {
    const text = earlier.replace("call3(x", "call3(yy");
    const lengths = (await passesFor({ earlier }, text)).map(({ length }) => length);
    const departure = text.indexOf("yy") + 1;
    let written = 0;
    const behind = lengths.findIndex((length) => (written += length) >= departure);
    // The other places take a pass or two to be told apart; then the chain grows as at first.
    expect(lengths.slice(behind + 1, behind + 3).every((length) => length <= 5)).toBe(true);
    expect(Math.max(...lengths.slice(behind + 3))).toBe(33);
  });

  it.each([
    { edit: "a token replaced", text: earlier.replace("call3", "calm3"), most: 4 },
    { edit: "a token added", text: earlier.replace("call3", "caull3"), most: 4 },
    { edit: "a token left out", text: earlier.replace("call3", "cal3"), most: 4 },
    { edit: "an argument left out", text: earlier.replace("(x, 21)", "(21)"), most: 4 },
    { edit: "the rest of a line left out", text: earlier.replace("3(x, 21);", "3"), most: 4 },
    { edit: "two lines left out", text: lines.toSpliced(4, 2).join(""), most: 4 },
    { edit: "a line added", text: lines.toSpliced(4, 0, "  now();\n").join(""), most: 10 },
    { edit: "a name replaced", text: earlier.replace("call3", "send3"), most: 7 },
  ])("finds the old text again behind $edit", async ({ text, most }) => {
    const unchanged = await passesFor({ earlier }, earlier);
    const changed = await passesFor({ earlier }, text);
    expect(changed.join("")).toBe(text);
    expect(changed.length - unchanged.length).toBeLessThanOrEqual(most);
  });

  it("carries a change on", async () => {
    const text = earlier.replaceAll("call", "send");
    const unchanged = await passesFor({ earlier }, earlier);
    const renamed = await passesFor({ earlier }, text);
    expect(renamed.join("")).toBe(text);
    // As if one name were changed, not twelve.
    expect(renamed.length - unchanged.length).toBeLessThanOrEqual(7);
  });

  it("carries a change on into the next request", async () => {
    const pointer = aPointer();
    await passesFor({ earlier: lines[1] ?? "" }, (lines[1] ?? "").replace("call", "send"), pointer);
    pointer.begin(Int32Array.of(1), {
      ...plainDraftRequest,
      earlier: Int32Array.from(tokensOf("call5(")),
    });
    const { tree } = await draftOnce(pointer, 1, { maxDrafts: 5, maxDepth: 5 });
    expect(String.fromCharCode(...tree.tokens.slice(1)).replace("c", "")).toBe("send");
  });

  it("draws on the text behind the cursor beside the earlier one", async () => {
    const passes = await passesFor({ earlier: "something else", suffix: earlier }, earlier);
    expect(passes.length).toBeLessThan(earlier.length / 8);
    // Once only, if they are the same.
    const pointer = aPointer();
    const both = Int32Array.from(tokensOf("abc"));
    pointer.begin(Int32Array.of(1), { ...plainDraftRequest, earlier: both, suffix: both.slice() });
    const { candidates } = await draftOnce(pointer, 1, { maxDrafts: 9, maxDepth: 9 });
    expect(candidates.slice(1).map(({ guesses }) => guesses.length)).toEqual([1, 1, 1]);
  });

  it("leaves the text behind the cursor to others if they have it", async () => {
    const pointer = new EditPointer({ breaksLine: (token) => token === 10, leavesSuffix: true });
    expect(await passesFor({ suffix: "abc" }, "abc", pointer)).toEqual(["a", "b", "c"]);
    expect(await passesFor({ earlier: "abc", suffix: "xyz" }, "abc", pointer)).toEqual(["abc"]);
  });

  it("drafts nothing without an old text, and behind the end of one", async () => {
    const pointer = aPointer();
    pointer.begin(Int32Array.of(1), plainDraftRequest);
    expect((await draftOnce(pointer, 1, { maxDrafts: 5, maxDepth: 5 })).tree.size).toBe(1);
    expect(await passesFor({ earlier: "ab" }, "abXYZ")).toEqual(["abX", "Y", "Z"]);
  });

  it("says how many tokens agree before each guess", async () => {
    const pointer = aPointer();
    pointer.begin(Int32Array.of(1), {
      ...plainDraftRequest,
      earlier: Int32Array.from(tokensOf("abcd")),
    });
    const { candidates } = await draftOnce(pointer, 1, { maxDrafts: 5, maxDepth: 5 });
    expect(candidates.slice(1).map(({ guesses }) => guesses)).toEqual(
      [0, 1, 2, 3].map((matchLength) => [{ source: "edit-pointer", rank: 0, matchLength }]),
    );
  });
});
