import type { DecoderConfig } from "../../../src/runtime/architecture/decoderConfig";
import type { TensorSource } from "../../../src/runtime/checkpoint/tensorSource";

/** A checkpoint's tensors as exporters put them into a graph: matrices stand [numInputs, numOutputs]. */
export class ExportWeights {
  readonly config: DecoderConfig;
  readonly #tensors: TensorSource;

  constructor(config: DecoderConfig, tensors: TensorSource) {
    this.config = config;
    this.#tensors = tensors;
  }

  vector(name: string): Promise<Float32Array<ArrayBuffer>> {
    return this.#tensors.floats(name);
  }

  has(name: string): boolean {
    return this.#tensors.names.has(name);
  }

  async table(
    name: string,
  ): Promise<{ dims: readonly number[]; values: Float32Array<ArrayBuffer> }> {
    return { dims: this.#tensors.shapeOf(name), values: await this.#tensors.floats(name) };
  }

  async transposed(
    name: string,
  ): Promise<{ dims: readonly number[]; values: Float32Array<ArrayBuffer> }> {
    const [numOutputs = 0, numInputs = 0] = this.#tensors.shapeOf(name);
    const values = await this.#tensors.floats(name);
    const turned = new Float32Array(values.length);
    for (let row = 0; row < numOutputs; row++) {
      for (let column = 0; column < numInputs; column++) {
        turned[column * numOutputs + row] = values[row * numInputs + column] ?? NaN;
      }
    }
    return { dims: [numInputs, numOutputs], values: turned };
  }
}
