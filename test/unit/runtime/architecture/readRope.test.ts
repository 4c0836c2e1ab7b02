import { describe, expect, it } from "vitest";
import { ConfigFields } from "../../../../src/runtime/architecture/configFields";
import { readRope } from "../../../../src/runtime/architecture/readRope";

const maxPositions = 131_072;

const read = (fields: object): ReturnType<typeof readRope> =>
  readRope(ConfigFields.parse(JSON.stringify(fields), "config.json"), maxPositions);

const llama3 = {
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
};
const llama3Scaling = {
  kind: "llama3",
  factor: 8,
  lowFrequencyFactor: 1,
  highFrequencyFactor: 4,
  originalPositions: 8192,
};
const yarn = { factor: 4, original_max_position_embeddings: 32_768 };
const yarnScaling = {
  kind: "yarn",
  factor: 4,
  betaFast: 32,
  betaSlow: 1,
  originalPositions: 32_768,
  attentionFactor: 0.1 * Math.log(4) + 1,
};

describe("readRope", () => {
  it("takes the base from where it stands", () => {
    expect(read({})).toEqual({ theta: 10_000, scaling: { kind: "none" } });
    expect(read({ rope_theta: 500, rope_scaling: null }).theta).toBe(500);
    expect(read({ rope_parameters: { rope_theta: 600, rope_type: "default" } })).toEqual({
      theta: 600,
      scaling: { kind: "none" },
    });
    expect(read({ rope_theta: 500, rope_parameters: { rope_type: "default" } }).theta).toBe(500);
  });

  it.each([
    ["the old name of the kind", { rope_scaling: { type: "linear", factor: 4 } }],
    ["the new name of the kind", { rope_scaling: { rope_type: "linear", factor: 4 } }],
    ["both names", { rope_scaling: { rope_type: "linear", type: "linear", factor: 4 } }],
    ["the new name of the object", { rope_parameters: { rope_type: "linear", factor: 4 } }],
    [
      "both objects",
      {
        rope_scaling: { type: "linear", factor: 4 },
        rope_parameters: { rope_type: "linear", factor: 4, rope_theta: 10_000 },
      },
    ],
  ])("reads %s", (_, fields) => {
    expect(read(fields).scaling).toEqual({ kind: "linear", factor: 4 });
  });

  it("reads Llama 3's rule", () => {
    expect(read({ rope_scaling: { rope_type: "llama3", ...llama3 } }).scaling).toEqual(
      llama3Scaling,
    );
    const short = { ...llama3, original_max_position_embeddings: undefined };
    expect(read({ rope_scaling: { rope_type: "llama3", ...short } }).scaling).toEqual({
      ...llama3Scaling,
      originalPositions: maxPositions,
    });
  });

  it.each([
    [{}, {}],
    [
      { beta_fast: 16, beta_slow: 2 },
      { betaFast: 16, betaSlow: 2 },
    ],
    [{ attention_factor: 0.7 }, { attentionFactor: 0.7 }],
    [{ mscale: 1, mscale_all_dim: 0 }, {}],
    [{ mscale: 2 }, {}],
    [
      { mscale: 0.5, mscale_all_dim: 2 },
      { attentionFactor: (0.05 * Math.log(4) + 1) / (0.2 * Math.log(4) + 1) },
    ],
    [{ factor: 0.5 }, { factor: 0.5, attentionFactor: 1 }],
    [{ factor: null }, {}],
    [{ truncate: true }, {}],
  ])("reads YaRN with %j", (fields, differing) => {
    const scaling = read({ rope_scaling: { type: "yarn", ...yarn, ...fields } }).scaling;
    expect(scaling).toEqual({ ...yarnScaling, ...differing });
  });

  it("believes the length of the first training that stands outside", () => {
    const fields = {
      rope_scaling: { type: "yarn", ...yarn },
      original_max_position_embeddings: 4096,
    };
    expect(read(fields).scaling).toEqual({ ...yarnScaling, originalPositions: 4096 });
  });

  it.each([
    [{ rope_scaling: { type: "dynamic", factor: 2 } }, /"rope_scaling\.type" is "dynamic"/],
    [{ rope_scaling: { rope_type: "longrope" } }, /"rope_scaling\.rope_type" is "longrope"/],
    [{ rope_scaling: { type: "su" } }, /"rope_scaling\.type" is "su"/],
    [
      { rope_parameters: { rope_type: "proportional" } },
      /rope_parameters\.rope_type.*proportional/,
    ],
    [{ rope_scaling: { type: "yarn", ...yarn, truncate: false } }, /truncate.*false/],
    [{ rope_parameters: { partial_rotary_factor: 0.5 } }, /partial_rotary_factor.*0.5/],
    [
      { rope_parameters: { full_attention: { rope_type: "default" } } },
      /full_attention.*some layers/,
    ],
    [{ rope_scaling: { type: "default", mrope_section: [16, 24, 24] } }, /mrope_section/],
  ])("refuses to run %j", (fields, message) => {
    const refusal = {
      code: "model/unsupported",
      message: expect.stringMatching(message) as string,
    };
    expect(() => read(fields)).toThrow(expect.objectContaining(refusal));
  });

  it.each([
    [{ rope_scaling: "linear" }, /rope_scaling.*object/],
    [{ rope_scaling: { type: "linear" } }, /rope_scaling\.factor.*above 0/],
    [{ rope_scaling: { type: "linear", factor: 0 } }, /rope_scaling\.factor.*above 0/],
    [
      { rope_scaling: { type: "llama3", ...llama3, high_freq_factor: 1 } },
      /high_freq_factor.*above/,
    ],
    [{ rope_scaling: { type: 3 } }, /rope_scaling\.type.*name/],
    [{ rope_theta: -1 }, /rope_theta.*above 0/],
    [
      { rope_scaling: { type: "linear", factor: 2 }, rope_parameters: { rope_type: "default" } },
      /rope_parameters.*same/,
    ],
  ])("refuses the wrong value in %j", (fields, message) => {
    const refusal = { code: "model/bad-config", message: expect.stringMatching(message) as string };
    expect(() => read(fields)).toThrow(expect.objectContaining(refusal));
  });
});
