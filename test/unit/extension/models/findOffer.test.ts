import { describe, expect, it } from "vitest";
import type { ModelDescription } from "../../../../src/core/model/modelDescription";
import { findOffer } from "../../../../src/extension/models/findOffer";
import { sayEnglish } from "../../../../src/extension/say";
import { aChoice, aDescription, anEntry } from "../../../support/modelFixtures";

const gigabytes16 = 16e9;
const download = aChoice({
  kind: "download",
  reference: "qwen2.5-coder-0.5b",
  name: "Qwen2.5-Coder 0.5B Instruct",
  place: "to download",
  entry: anEntry(),
});
const embedded = aChoice({ kind: "bundled", reference: "foretype-seed" });

function offer(
  models: Readonly<Record<string, Partial<ModelDescription> | undefined>>,
  totalBytes = gigabytes16,
) {
  const found = Object.keys(models).map((name) => aChoice({ reference: name, name }));
  return findOffer(
    [embedded, ...found, download],
    ({ name }) => models[name] && aDescription(models[name]),
    { totalBytes, say: sayEnglish },
  );
}

describe("findOffer", () => {
  it("takes a model of this machine before one to download", () => {
    const found = offer({ mine: {} });
    expect(found?.choice.reference).toBe("mine");
    expect(found?.gain).toBe("larger, not measured");
    expect(found?.cost).toBe("900 MB of memory, 520 MB on disk");
  });

  it("takes what was measured best, and else what is largest", () => {
    const models = { small: { numParameters: 1e8 }, large: { numParameters: 9e8 } };
    expect(offer(models)?.choice.name).toBe("large");
    expect(offer({ ...models, "qwen2.5-coder:0.5b": {} })?.choice.name).toBe("qwen2.5-coder:0.5b");
    const both = { "qwen2.5-coder-0.5b-q8": { numParameters: 9e8 }, "Qwen2.5-Coder-1.5B": {} };
    expect(offer(both)?.choice.name).toBe("Qwen2.5-Coder-1.5B");
  });

  it.each([
    ["that sees only what is before the cursor", { hasFim: false }],
    ["hardly larger than the embedded one", { numParameters: 6.8e6 }],
    ["of three gigabytes", { fileBytes: 3e9 }],
    ["that takes half of the memory", { memory: { steady: 8e9, peak: 9e9 } }],
    ["of which nothing is known", undefined],
  ])("passes over a model %s", (_, description) => {
    expect(offer({ mine: description })?.choice).toBe(download);
  });

  it("says of one to download what it brings, and that it needs its size twice", () => {
    const found = offer({});
    expect(found?.gain).toBe("exact in 55 % inside a line, now 29 %");
    expect(found?.cost).toBe("1.1 GB of memory, 982 MB on disk");
  });

  it("offers nothing to a machine with little memory", () => {
    expect(offer({ mine: {} }, 1.5e9)).toBeUndefined();
  });
});
