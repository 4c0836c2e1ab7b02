import type { TensorType } from "../../src/runtime/checkpoint/tensorSource";
import {
  ggufBytes,
  ggufHeader,
  list,
  scalar,
  text,
  texts,
  type GgufContents,
  type GgufTensor,
  type GgufValue,
} from "./ggufBytes";
import { seededRandom } from "./randomTree";
import { tinyGguf, type TinyArchitecture } from "./tinyGguf";

const architectures: readonly TinyArchitecture[] = [
  "llama",
  "qwen2",
  "qwen3",
  "granite",
  "starcoder2",
  "gemma",
];
const narrow: readonly TensorType[] = [
  "F32",
  "F16",
  "BF16",
  "Q4_0",
  "Q4_1",
  "Q5_0",
  "Q5_1",
  "Q8_0",
  "IQ4_NL",
];
const wide: readonly TensorType[] = ["Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_XS"];

/** Numbers at which counting, adding or multiplying goes wrong. */
const edges: readonly bigint[] = [
  0n,
  1n,
  2n,
  3n,
  31n,
  32n,
  255n,
  256n,
  2n ** 15n,
  2n ** 16n,
  2n ** 24n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 32n,
  2n ** 64n - 1n,
];

/** Draws for one case; the same seed draws the same. */
class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  among<T>(choices: readonly [T, ...T[]]): T;
  among<T>(choices: readonly T[]): T | undefined;
  among<T>(choices: readonly T[]): T | undefined {
    return choices[this.below(choices.length)];
  }

  edge(): bigint {
    return this.among(edges) ?? 0n;
  }
}

/** A file that was a sound tiny model before something happened to it. The same seed makes the same file. */
export function mutatedGguf(seed: number): Uint8Array<ArrayBuffer> {
  const dice = new Dice(seed);
  const isWide = dice.below(4) === 0;
  const model = tinyGguf({
    architecture: dice.among(architectures) ?? "llama",
    type: dice.among(isWide ? wide : narrow) ?? "F32",
    hiddenSize: isWide ? 256 : 32,
    hasTiedHead: dice.below(2) === 0,
  });
  // What is inside is changed more often than its bytes: most of those make lengths wrong, which is found at once.
  if (dice.below(3) > 0) {
    let contents: GgufContents = model;
    for (let i = dice.below(2); i >= 0; i--) contents = changeContents(contents, dice);
    return ggufBytes(contents);
  }
  let bytes = ggufBytes(model);
  const { length: headerBytes } = ggufHeader(model).header;
  for (let i = dice.below(2); i >= 0; i--) {
    bytes = changeBytes(bytes, dice.below(3) === 0 ? bytes.length : headerBytes, dice);
  }
  return bytes;
}

type ContentsChange = (contents: GgufContents, dice: Dice) => GgufContents;

const contentsChanges: readonly [ContentsChange, ...ContentsChange[]] = [
  (contents, dice) => ({ ...contents, numTensors: dice.edge() }),
  (contents, dice) => ({ ...contents, numValues: dice.edge() }),
  (contents, dice) => ({ ...contents, version: Number(dice.edge() & 0xffffffffn) }),
  (contents, dice) => ({ ...contents, alignment: dice.among([1, 8, 64, 4096]) }),
  ...Array<ContentsChange>(6).fill((contents, dice) => {
    const metadata = [...contents.metadata];
    const place = dice.below(metadata.length);
    const [key = ""] = metadata[place] ?? [];
    metadata[place] = [key, strangeValue(dice)];
    return { ...contents, metadata };
  }),
  (contents, dice) => {
    const metadata = [...contents.metadata];
    const [gone] = metadata.splice(dice.below(metadata.length), 1);
    return dice.below(2) === 0 || gone === undefined
      ? { ...contents, metadata }
      : { ...contents, metadata: [...metadata, gone, gone] };
  },
  (contents, dice) => {
    const [, architecture = "llama"] =
      /^([a-z0-9]+)\.block_count$/m.exec([...contents.metadata].map(([key]) => key).join("\n")) ??
      [];
    const key = dice.among([
      "general.alignment",
      "split.count",
      "split.no",
      `${architecture}.rope.scaling.type`,
      `${architecture}.rope.scaling.factor`,
      `${architecture}.rope.dimension_count`,
      `${architecture}.attention.sliding_window`,
      `${architecture}.expert_count`,
      "tokenizer.ggml.bos_token_id",
      "tokenizer.ggml.scores",
      "__proto__",
    ]);
    return { ...contents, metadata: [...contents.metadata, [key, strangeValue(dice)]] };
  },
  ...Array<ContentsChange>(8).fill((contents, dice) => {
    const tensors = [...contents.tensors];
    const place = dice.below(tensors.length);
    const tensor = tensors[place];
    if (tensor !== undefined) tensors.splice(place, 1, ...changeTensor(tensor, tensors, dice));
    return { ...contents, tensors };
  }),
];

function changeContents(contents: GgufContents, dice: Dice): GgufContents {
  return dice.among(contentsChanges)(contents, dice);
}

/** A tensor changed; none or two of them in its place. */
function changeTensor(
  tensor: GgufTensor,
  others: readonly GgufTensor[],
  dice: Dice,
): readonly GgufTensor[] {
  // Bytes as before, whatever the rest says.
  const held = { ...tensor, bytes: tensor.bytes ?? new Uint8Array(0) };
  const other = dice.among(others) ?? tensor;
  switch (dice.below(9)) {
    case 0:
      return [];
    case 1:
      return [held, held];
    case 2:
      return [
        {
          ...held,
          name: dice.among([
            "",
            "../../x",
            "blk.0.attn_qkv.weight",
            "rope_freqs.weight",
            other.name,
          ]),
        },
      ];
    case 3:
      return [{ ...held, type: dice.below(42) }];
    case 4:
      return [{ ...held, offset: dice.edge() }];
    case 5:
      return [{ ...held, shape: tensor.shape.map(() => dice.edge()) }];
    case 6:
      return [{ ...held, shape: [...tensor.shape, dice.edge()] }];
    case 7:
      return [{ ...held, shape: other.shape }];
    default: {
      const bytes = held.bytes.slice();
      // All exponents' bits set: no number, or infinity.
      for (let i = 0; i < 8 && bytes.length > 0; i++) bytes[dice.below(bytes.length)] = 0x7f;
      bytes.fill(255, 0, dice.below(16));
      return [{ ...held, bytes }];
    }
  }
}

function strangeValue(dice: Dice): GgufValue {
  switch (dice.below(9)) {
    case 0:
      return scalar("u32", Number(dice.edge() & 0xffffffffn));
    case 1:
      return scalar("i64", BigInt.asIntN(64, dice.edge()));
    case 2:
      return scalar("f32", dice.among([NaN, Infinity, -Infinity, -1, 0, 1e-45, 3e38]));
    case 3:
      return scalar("bool", true);
    case 4:
      return text(
        dice.among([
          "",
          "llama",
          "yarn",
          "x".repeat(100_000),
          "\u0000\n",
          Uint8Array.of(0xff, 0xc0),
        ]),
      );
    case 5:
      return texts(
        Array.from({ length: dice.below(300) }, () => dice.among(["a", "", "a b", "Ġ", "<0x41>"])),
      );
    case 6:
      return list(dice.among(["u8", "f32", "i64", "bool"]), [1, 0, 2, 1], dice.edge());
    case 7:
      return list(
        "i32",
        Array.from({ length: dice.below(300) }, () => dice.below(8) - 1),
      );
    default:
      return { type: dice.below(15), bytes: new Uint8Array(dice.below(24)).fill(dice.below(256)) };
  }
}

/** Changes something among the first `limit` bytes. */
function changeBytes(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
  dice: Dice,
): Uint8Array<ArrayBuffer> {
  const place = dice.below(Math.min(limit, bytes.length) || 1);
  const length = dice.below(dice.among([8, 64, 4096]));
  switch (dice.below(7)) {
    case 0:
      return bytes.slice(0, place);
    case 1: {
      const changed = bytes.slice();
      changed[place] = (changed[place] ?? 0) ^ (1 << dice.below(8));
      return changed;
    }
    case 2: {
      const changed = bytes.slice();
      changed[place] = dice.among([0, 1, 127, 128, 255]);
      return changed;
    }
    case 3: {
      const changed = bytes.slice();
      const width = dice.among([4, 8]);
      if (place + width > changed.length) return changed;
      const view = new DataView(changed.buffer, place, width);
      if (width === 8) view.setBigUint64(0, dice.edge(), true);
      else view.setUint32(0, Number(dice.edge() & 0xffffffffn), true);
      return changed;
    }
    case 4:
      return concat(bytes.subarray(0, place), bytes.subarray(place + length));
    case 5:
      return concat(
        bytes.subarray(0, place),
        bytes.subarray(place, place + length),
        bytes.subarray(place),
      );
    default: {
      const changed = bytes.slice();
      changed.copyWithin(place, dice.below(limit), dice.below(limit));
      return changed;
    }
  }
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
