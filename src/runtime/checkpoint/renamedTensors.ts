import type { Architecture } from "../architecture/decoderConfig";
import { invariant } from "../../core/errors";
import type { RowRange, TensorSource, TensorType } from "./tensorSource";

/** What a family calls otherwise in Hugging Face's files, its own name first. */
const renamings: Partial<Record<Architecture, readonly (readonly [string, string])[]>> = {
  Starcoder2ForCausalLM: [
    [".mlp.c_fc.", ".mlp.up_proj."],
    [".mlp.c_proj.", ".mlp.down_proj."],
  ],
};

/** The tensors of a Hugging Face checkpoint under Llama's names. */
export function renamedTensors(tensors: TensorSource, architecture: Architecture): TensorSource {
  const rules = renamings[architecture];
  return rules === undefined ? tensors : new RenamedTensors(tensors, rules);
}

class RenamedTensors implements TensorSource {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  readonly #tensors: TensorSource;
  /** A tensor's own name by the one that it answers to. */
  readonly #ownNames: ReadonlyMap<string, string>;

  constructor(tensors: TensorSource, rules: readonly (readonly [string, string])[]) {
    this.path = tensors.path;
    this.#tensors = tensors;
    this.#ownNames = new Map(
      Array.from(tensors.names, (own) => [
        rules.reduce((name, [theirs, ours]) => name.replace(theirs, ours), own),
        own,
      ]),
    );
    this.names = new Set(this.#ownNames.keys());
  }

  shapeOf(name: string): readonly number[] {
    return this.#tensors.shapeOf(this.#own(name));
  }

  typeOf(name: string): TensorType {
    return this.#tensors.typeOf(this.#own(name));
  }

  floats(name: string, rows?: RowRange): Promise<Float32Array<ArrayBuffer>> {
    return this.#tensors.floats(this.#own(name), rows);
  }

  bytes(name: string, rows?: RowRange): Promise<Uint8Array<ArrayBuffer>> {
    return this.#tensors.bytes(this.#own(name), rows);
  }

  #own(name: string): string {
    const own = this.#ownNames.get(name);
    invariant(own !== undefined, `${this.path} was not checked for "${name}"`);
    return own;
  }
}
