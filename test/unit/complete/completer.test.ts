import { describe, expect, it } from "vitest";
import { Completer } from "../../../src/core/complete/completer";
import { findMarks } from "../../../src/core/complete/fimMarks";
import type { Lesson } from "../../../src/core/complete/lesson";
import type { Outcome } from "../../../src/core/complete/outcome";
import {
  defaultOptions,
  type CompletionOptions,
  type CompletionRequest,
} from "../../../src/core/complete/request";
import { Decoder } from "../../../src/core/decode/decoder";
import type { DecodeRequest } from "../../../src/core/decode/decodeRequest";
import { fimLayouts, holeStarts, type FimFormat } from "../../../src/core/model/fimFormat";
import { neverCancelled } from "../../../src/core/ports";
import { decodeUtf8 } from "../../../src/core/tokens/utf8";
import { authorModel } from "../../support/authorModel";
import { FakeClock } from "../../support/fakeClock";
import type { FakeModel } from "../../support/fakeModel";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const marks = findMarks(toyFormat, vocabulary);

function modelOf(document: string, maxLength?: number): FakeModel {
  return authorModel(document, {
    vocabulary,
    marks,
    ...(maxLength !== undefined && { maxLength }),
  });
}

function completerOf(model: FakeModel, format: Partial<FimFormat> = {}): Completer {
  return new Completer({
    model,
    vocabulary,
    format: { ...toyFormat, ...format },
    clock: new FakeClock(1),
  });
}

/** A cursor at the first `|`. */
function requestAt(place: string, shape: CompletionRequest["shape"] = "line"): CompletionRequest {
  const [prefix = "", suffix = ""] = place.split("|");
  return { documentId: "a.ts", path: "a.ts", prefix, suffix, shape };
}

async function complete(
  document: string,
  place: string,
  options: Partial<CompletionOptions> & Partial<CompletionRequest> = {},
): Promise<Outcome> {
  const { shape, ...others } = options;
  const completer = completerOf(modelOf(document));
  return completer.complete(
    requestAt(place, shape),
    { ...defaultOptions, ...others },
    neverCancelled,
  );
}

const textOf = (outcome: Outcome): string | undefined =>
  outcome.kind === "suggestion" ? outcome.text : undefined;

const code = "let foo = 1;\nreturn foo (123);\nconst é = foo;\n";

describe("Completer", () => {
  it.each(holeStarts.flatMap((holeStart) => fimLayouts.map((layout) => ({ holeStart, layout }))))(
    "writes the rest of the line at any cursor ($holeStart, $layout)",
    async (format) => {
      for (let cursor = 1; cursor < code.length; cursor++) {
        const rest = code.slice(cursor, code.indexOf("\n", cursor));
        // At the end of a line, the next line is the completion.
        if (rest.trim() === "") continue;
        const outcome = await completerOf(modelOf(code), format).complete(
          { ...requestAt(""), prefix: code.slice(0, cursor), suffix: "\n" },
          defaultOptions,
          neverCancelled,
        );
        expect(textOf(outcome)).toBe(rest);
      }
    },
  );

  describe("over a model without marks of filling in", () => {
    const textOnly: Partial<FimFormat> = { tokens: undefined };
    const author = (document: string): FakeModel =>
      authorModel(document, {
        vocabulary,
        marks: findMarks({ ...toyFormat, ...textOnly }, vocabulary),
      });
    const ask = (document: string, place: string): Promise<Outcome> =>
      completerOf(author(document), textOnly).complete(
        requestAt(place),
        defaultOptions,
        neverCancelled,
      );

    it("writes the rest of the line at any cursor", async () => {
      for (let cursor = 1; cursor < code.length; cursor++) {
        const rest = code.slice(cursor, code.indexOf("\n", cursor));
        if (rest.trim() === "") continue;
        expect(textOf(await ask(code, `${code.slice(0, cursor)}|\n`))).toBe(rest);
      }
    });

    it("says that it has not seen the text after the cursor, where there is any", async () => {
      const stats = { numRequests: 1, numUnseenSuffixes: 1 };
      expect(await ask(code, "let |\nreturn foo (123);\n")).toMatchObject({ stats });
      const others = { numRequests: 1, numUnseenSuffixes: 0 };
      expect(await ask(code, "let |\n")).toMatchObject({ stats: others });
      expect(await complete(code, "let |\nreturn foo (123);\n")).toMatchObject({ stats: others });
    });

    it("trims what the text after the cursor holds already", async () => {
      expect(await ask("return foo (123);\n", "return foo (|);\n")).toMatchObject({
        text: "123",
        trims: [{ reason: "suffixOverlap", text: ");" }],
      });
    });

    it("has nothing to go on where only blanks stand before the cursor", async () => {
      expect(await ask(code, " \n|return foo;")).toEqual({ kind: "none", reason: "emptyContext" });
    });
  });

  it("says why there is nothing to show", async () => {
    expect(await complete(code, "  \n|\n ")).toEqual({ kind: "none", reason: "emptyContext" });
    expect(await complete("let x;", "let x;|")).toMatchObject({
      kind: "none",
      reason: "emptyCompletion",
      stats: { numRequests: 1 },
    });
  });

  it("does not run for a request that was withdrawn before", async () => {
    const model = modelOf(code);
    const withdrawn = { isCancelled: true };
    const outcome = await completerOf(model).complete(
      requestAt("let |"),
      defaultOptions,
      withdrawn,
    );
    expect(outcome).toMatchObject({ kind: "none", reason: "cancelled", stats: { numPasses: 0 } });
    expect(model.numForwards).toBe(0);
  });

  it("obeys a cancellation within one pass, and says what was done", async () => {
    const model = modelOf(code);
    const cancellation = { isCancelled: false };
    model.beforeForward = () => {
      cancellation.isCancelled = model.numForwards === 1;
    };
    const options = { ...defaultOptions, strategy: "autoregressive" };
    const outcome = await completerOf(model).complete(requestAt("let |"), options, cancellation);
    const stats = { numHealPasses: 1, numPasses: 0 };
    expect(outcome).toMatchObject({ kind: "none", reason: "cancelled", stats });
    expect(model.numForwards).toBe(2);
  });

  it("passes errors on and is ready for the next request", async () => {
    const model = modelOf(code);
    const completer = completerOf(model);
    model.beforeForward = () => {
      throw new Error("out of memory");
    };
    const ask = async (): Promise<Outcome> =>
      completer.complete(requestAt("let |"), defaultOptions, neverCancelled);
    await expect(ask()).rejects.toThrow("out of memory");
    model.beforeForward = undefined;
    expect(textOf(await ask())).toBe("foo = 1;");
  });

  it("prepares what it decodes", async () => {
    const model = modelOf(code);
    const requests: DecodeRequest[] = [];
    const decoder = new Decoder({
      model,
      vocabulary,
      endTokens: marks.end,
      clock: new FakeClock(1),
    });
    const completer = new Completer({
      model,
      vocabulary,
      format: toyFormat,
      clock: new FakeClock(1),
      decoder: {
        decode: async (request) => {
          requests.push(request);
          return decoder.decode(request);
        },
      },
    });
    for (const healing of ["none", "exact", "token-healing"]) {
      const request = requestAt("let foo = 1;\r\nret|\r\nconst");
      const options = { ...defaultOptions, healing };
      await completer.complete(request, options, neverCancelled);
      const { tokens, hints } = completer.prepare(request, options);
      expect(requests.pop()).toMatchObject({ prompt: tokens, hints });
    }
  });

  it("sees no \\r", async () => {
    const request = { ...requestAt("let foo = 1;\r\nret|\r\nconst"), shape: "line" as const };
    const outcome = await completerOf(modelOf(code)).complete(
      request,
      defaultOptions,
      neverCancelled,
    );
    expect(textOf(outcome)).toBe("urn foo (123);");
  });

  it("cuts a block where the text below begins", async () => {
    const document = "f {\n  let a;\n  let b;\n  let c;\n}\n";
    const outcome = await complete(document, "f {\n  |\n  let c;\n}\n", { shape: "block" });
    expect(outcome).toMatchObject({ text: "let a;\n  let b;", stoppedBy: "suffixReached" });
  });

  it("counts its own time as tokenising and healing, outside of decoding", async () => {
    const outcome = await complete(code, "let |");
    const { ms, decodeMs, totalMs } = outcome.stats ?? {};
    // Planning takes a tick before decoding, the healing pass another within it, and drafters that learn from it look at the clock too.
    expect(ms).toMatchObject({ tokenise: 2 });
    expect(ms?.heal).toBeGreaterThanOrEqual(2);
    expect(totalMs).toBeGreaterThanOrEqual((decodeMs ?? 0) + 3);
  });

  it("checks the tokens of what it suggests against the document's", async () => {
    const outcome = await complete("let foo\nreturn foo;\n", "let |\nreturn foo;\n");
    expect(outcome).toMatchObject({
      kind: "suggestion",
      isSeamBoundary: true,
      stats: { numConsistencyChecks: 1, divergences: {} },
    });
  });

  it("says where the completion and the suffix share a token", async () => {
    const outcome = await complete("return foo;\n", "retu|n foo;\n");
    expect(outcome).toMatchObject({ kind: "suggestion", text: "r", isSeamBoundary: false });
  });

  it("leaves room to generate in a model that holds little", async () => {
    const document = code.repeat(20) + "return foo;\n";
    const completer = completerOf(modelOf(document, 120));
    const request = requestAt(`${code.repeat(20)}return |`);
    const { stats } = await completer.complete(
      request,
      { ...defaultOptions, maxTokens: 40 },
      neverCancelled,
    );
    expect(stats?.numPromptTokens).toBeLessThanOrEqual(80);
    expect(stats?.numPromptTokens).toBeGreaterThan(40);
  });

  it("leaves out a path that would take the place of code", async () => {
    const outcome = await complete(code, "let |", { maxPromptTokens: 20 });
    const long = completerOf(modelOf(code)).complete(
      { ...requestAt("let |"), path: "a".repeat(40) },
      { ...defaultOptions, maxPromptTokens: 20 },
      neverCancelled,
    );
    expect((await long).stats?.numPromptTokens).toBeLessThan(outcome.stats?.numPromptTokens ?? 0);
    expect(textOf(await long)).toBe("foo = 1;");
  });

  it.each([{ maxPromptTokens: 15 }, { maxTokens: 4090 }])(
    "refuses %j: no room for a prompt",
    async (options) => {
      await expect(complete(code, "let |", options)).rejects.toMatchObject({
        code: "user/bad-argument",
      });
    },
  );

  it("refuses a strategy that it does not know", async () => {
    await expect(complete(code, "let |", { strategy: "magic" })).rejects.toMatchObject({
      code: "user/bad-argument",
    });
  });

  it.each(holeStarts)("tells drafters what stands around the cursor (%s)", (holeStart) => {
    const request = { ...requestAt("let foo = 1;\nret|\nconst x;\r\n"), earlier: "urn 1;\r\n" };
    const { hints, plan } = completerOf(modelOf(code), { holeStart }).prepare(
      request,
      defaultOptions,
    );
    const numHeld = plan.held.length;
    expect(numHeld).toBeGreaterThan(0);
    const before = Array.from(hints.before ?? [], (token) => [...vocabulary.bytesOf(token)]);
    expect(decodeUtf8(Uint8Array.from(before.flat()))).toBe(request.prefix.slice(0, -numHeld));
    expect(hints.suffix).toEqual(vocabulary.encode("\nconst x;\n"));
    expect(hints.earlier).toEqual(vocabulary.encode("return 1;\n".slice(3 - numHeld)));
  });

  it.each<readonly [string, Lesson]>([
    ["workspace", { kind: "text", name: "b.ts", text: code }],
    ["accepted", { kind: "accepted", text: code }],
  ])("drafts from what it has studied (%s), and writes the same", async (strategy, lesson) => {
    const completer = completerOf(modelOf(code));
    const request = requestAt("let foo = 1;\nret|\nconst");
    const ask = () => completer.complete(request, { ...defaultOptions, strategy }, neverCancelled);
    const before = await ask();
    expect(before.stats?.numDraftTokens).toBe(0);
    completer.learn(lesson);
    expect((await ask()).stats?.numDraftTokens).toBe(0);
    while (completer.study());
    const after = await ask();
    expect(after.stats?.numAcceptedTokens).toBeGreaterThan(0);
    expect(textOf(after)).toBe(textOf(before));
  });

  it("drafts from what stood at the cursor", async () => {
    const request = requestAt("let foo = 1;\nret|\n");
    const numAccepted = async (earlier: string): Promise<number | undefined> => {
      const options = { ...defaultOptions, strategy: "edit-pointer" };
      const asked = { ...request, earlier };
      const outcome = await completerOf(modelOf(code)).complete(asked, options, neverCancelled);
      expect(textOf(outcome)).toBe("urn foo (123);");
      return outcome.stats?.numAcceptedTokens;
    };
    expect(await numAccepted("urn foo (123);\n")).toBeGreaterThan(2);
    expect(await numAccepted("something else")).toBe(0);
  });
});
