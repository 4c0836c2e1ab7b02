import { ForetypeError } from "../../core/errors";
import type { DecoderConfig } from "../architecture/decoderConfig";
import { tensorNames } from "./tensorNames";
import type { TensorSource } from "./tensorSource";

/**
 * Checks that a checkpoint holds exactly the tensors that its configuration asks for, in their shapes.
 *
 * @throws model/bad-shape naming the file and the tensor
 */
export function checkTensors(tensors: TensorSource, config: DecoderConfig): void {
  const expected = expectedShapes(config);
  for (const [name, shape] of expected) {
    if (!tensors.names.has(name)) {
      throw misfit(tensors, `lacks "${name}", which the model's configuration asks for`);
    }
    const found = tensors.shapeOf(name);
    if (found.join() !== shape.join()) {
      throw misfit(
        tensors,
        `holds "${name}" in the shape [${found.join(", ")}]; the model's configuration asks for [${shape.join(", ")}]`,
      );
    }
  }
  for (const name of tensors.names) {
    if (!expected.has(name) && !isDerived(name, config)) {
      throw misfit(tensors, `holds "${name}", which the model's configuration does not ask for`);
    }
  }
}

/** How many numbers the tensors hold that a configuration asks for. */
export function countParameters(config: DecoderConfig): number {
  const sizes = Array.from(expectedShapes(config).values(), (shape) =>
    shape.reduce((product, size) => product * size, 1),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Tensors that some exports write although they follow from others. */
function isDerived(name: string, config: DecoderConfig): boolean {
  return name.endsWith(".rotary_emb.inv_freq") || (config.hasTiedHead && name === tensorNames.head);
}

function expectedShapes(config: DecoderConfig): ReadonlyMap<string, readonly number[]> {
  const { hiddenSize, intermediateSize, headDim, vocabSize } = config;
  const qSize = config.numHeads * headDim;
  const kvSize = config.numKvHeads * headDim;
  const shapes = new Map<string, readonly number[]>();
  const addNorm = (name: string, size: number, hasBias: boolean): void => {
    shapes.set(`${name}.weight`, [size]);
    if (hasBias) shapes.set(`${name}.bias`, [size]);
  };
  const addLinear = (name: string, outputs: number, inputs: number, hasBias: boolean): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    if (hasBias) shapes.set(`${name}.bias`, [outputs]);
  };
  const hasNormBias = config.norm.kind === "layer";
  shapes.set(tensorNames.embedding, [vocabSize, hiddenSize]);
  addNorm(tensorNames.finalNorm, hiddenSize, hasNormBias);
  if (!config.hasTiedHead) shapes.set(tensorNames.head, [vocabSize, hiddenSize]);
  for (let layer = 0; layer < config.numLayers; layer++) {
    const names = tensorNames.layer(layer);
    addNorm(names.inputNorm, hiddenSize, hasNormBias);
    addLinear(names.q, qSize, hiddenSize, config.hasQkvBias);
    addLinear(names.k, kvSize, hiddenSize, config.hasQkvBias);
    addLinear(names.v, kvSize, hiddenSize, config.hasQkvBias);
    if (config.hasQkNorm) {
      addNorm(names.qNorm, headDim, false);
      addNorm(names.kNorm, headDim, false);
    }
    addLinear(names.o, hiddenSize, qSize, config.hasOutputBias);
    addNorm(names.postNorm, hiddenSize, hasNormBias);
    if (config.hasGate)
      addLinear(names.gate, intermediateSize, hiddenSize, config.hasFeedForwardBias);
    addLinear(names.up, intermediateSize, hiddenSize, config.hasFeedForwardBias);
    addLinear(names.down, hiddenSize, intermediateSize, config.hasFeedForwardBias);
  }
  return shapes;
}

function misfit(tensors: TensorSource, problem: string): ForetypeError {
  return new ForetypeError(
    "model/bad-shape",
    `${tensors.path} ${problem}. Use weights and configuration of the same model.`,
  );
}
