import { describe, expect, it } from "vitest";
import { Completer } from "../../src/core/complete/completer";
import { findMarks } from "../../src/core/complete/fimMarks";
import { defaultOptions, type Shape } from "../../src/core/complete/request";
import { neverCancelled } from "../../src/core/ports";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { authorModel } from "../support/authorModel";
import { FakeClock } from "../support/fakeClock";
import { locateGrammar } from "../support/locateGrammar";
import { RecordingLogger } from "../support/recordingLogger";
import { toyFormat } from "../support/toyFormat";
import { ToyVocabulary } from "../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const marks = findMarks(toyFormat, vocabulary);
const syntax = new TreeSitterSource({ locate: locateGrammar, logger: new RecordingLogger() });

/** What a model that knows the document by heart is led to suggest at its `|`, and what is kept for later. */
async function suggested(
  marked: string,
  shape: Shape,
  path = "a.ts",
): Promise<{ text: string; tail: string | undefined } | undefined> {
  const cursor = marked.indexOf("|");
  const [prefix, suffix] = [marked.slice(0, cursor), ""];
  const model = authorModel(marked.replace("|", ""), { vocabulary, marks });
  const completer = new Completer({
    ...{ model, vocabulary, format: toyFormat, clock: new FakeClock(1), syntax },
  });
  const request = { documentId: "one", path, prefix, suffix, shape };
  const outcome = await completer.complete(
    request,
    { ...defaultOptions, maxTokens: 200 },
    neverCancelled,
  );
  return outcome.kind === "none" ? undefined : { text: outcome.text, tail: outcome.tail };
}

describe("the text of a request", () => {
  const block = "const a = |f(\n  b,\n);\nconst c = d;\nconst e = f;\n";

  it("ends with its statement, and the line after it is kept", async () => {
    expect(await suggested(block, "block")).toEqual({
      text: "f(\n  b,\n);",
      tail: "\nconst c = d;",
    });
  });

  it("ends with its block where the language has no grammar", async () => {
    const found = await suggested(block, "block", "a.rb");
    expect(found?.text).toContain("const e");
    expect(found?.tail).toBeUndefined();
  });

  it("ends with its line where that is asked for", async () => {
    expect(await suggested("const a = |b;\nconst c = d;\n", "line")).toEqual({
      text: "b;",
      tail: undefined,
    });
  });

  it("ends with its comment", async () => {
    const found = await suggested("// a |b\n// c\nd();\ne();\n", "block");
    expect(found).toEqual({ text: "b\n// c", tail: undefined });
  });

  it("ends with its sentence", async () => {
    const found = await suggested("This |is one. This is two.\n", "line", "a.md");
    expect(found).toEqual({ text: "is one.", tail: undefined });
  });
});
