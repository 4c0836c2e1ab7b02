import { ForetypeError } from "../../core/errors";
import type { ModelConfig } from "../modelConfig";
import type { SafetensorsFile } from "./safetensorsFile";

/** Names of a model's tensors, as Hugging Face's Llama family writes them. */
export const tensorNames = {
  embedding: "model.embed_tokens.weight",
  finalNorm: "model.norm.weight",
  head: "lm_head.weight",
  layer: (layer: number) => {
    const prefix = `model.layers.${String(layer)}`;
    return {
      inputNorm: `${prefix}.input_layernorm.weight`,
      q: `${prefix}.self_attn.q_proj`,
      k: `${prefix}.self_attn.k_proj`,
      v: `${prefix}.self_attn.v_proj`,
      o: `${prefix}.self_attn.o_proj`,
      postNorm: `${prefix}.post_attention_layernorm.weight`,
      gate: `${prefix}.mlp.gate_proj`,
      up: `${prefix}.mlp.up_proj`,
      down: `${prefix}.mlp.down_proj`,
    };
  },
} as const;

/**
 * Checks that a file holds exactly the tensors that a configuration asks for, in their shapes.
 *
 * @returns the number of parameters
 * @throws model/bad-shape naming the file and the tensor
 */
export function checkTensors(file: SafetensorsFile, config: ModelConfig): number {
  const expected = expectedShapes(config);
  let numParameters = 0;
  for (const [name, shape] of expected) {
    const entry = file.entries.get(name);
    if (entry === undefined) {
      throw misfit(file, `lacks "${name}", which config.json asks for`);
    }
    if (entry.shape.join() !== shape.join()) {
      throw misfit(
        file,
        `holds "${name}" in the shape [${entry.shape.join(", ")}]; config.json asks for [${shape.join(", ")}]`,
      );
    }
    numParameters += shape.reduce((product, size) => product * size, 1);
  }
  for (const name of file.entries.keys()) {
    if (!expected.has(name) && !isDerived(name, config)) {
      throw misfit(file, `holds "${name}", which config.json does not ask for`);
    }
  }
  return numParameters;
}

/** Tensors that some exports write although they follow from others. */
function isDerived(name: string, config: ModelConfig): boolean {
  return name.endsWith(".rotary_emb.inv_freq") || (config.hasTiedHead && name === tensorNames.head);
}

function expectedShapes(config: ModelConfig): Map<string, readonly number[]> {
  const { hiddenSize, intermediateSize, vocabSize, hasQkvBias, hasOutputBias } = config;
  const qSize = config.numHeads * config.headDim;
  const kvSize = config.numKvHeads * config.headDim;
  const shapes = new Map<string, readonly number[]>([
    [tensorNames.embedding, [vocabSize, hiddenSize]],
    [tensorNames.finalNorm, [hiddenSize]],
  ]);
  if (!config.hasTiedHead) shapes.set(tensorNames.head, [vocabSize, hiddenSize]);
  const addLinear = (name: string, outputs: number, inputs: number, hasBias: boolean): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    if (hasBias) shapes.set(`${name}.bias`, [outputs]);
  };
  for (let layer = 0; layer < config.numLayers; layer++) {
    const names = tensorNames.layer(layer);
    shapes.set(names.inputNorm, [hiddenSize]);
    addLinear(names.q, qSize, hiddenSize, hasQkvBias);
    addLinear(names.k, kvSize, hiddenSize, hasQkvBias);
    addLinear(names.v, kvSize, hiddenSize, hasQkvBias);
    addLinear(names.o, hiddenSize, qSize, hasOutputBias);
    shapes.set(names.postNorm, [hiddenSize]);
    addLinear(names.gate, intermediateSize, hiddenSize, false);
    addLinear(names.up, intermediateSize, hiddenSize, false);
    addLinear(names.down, hiddenSize, intermediateSize, false);
  }
  return shapes;
}

function misfit(file: SafetensorsFile, problem: string): ForetypeError {
  return new ForetypeError(
    "model/bad-shape",
    `${file.path} ${problem}. Use weights and configuration of the same model.`,
  );
}
