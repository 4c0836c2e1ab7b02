import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { invariant } from "../../src/core/errors";
import type { ModelSource } from "../../src/core/model/modelSource";
import { safetensorsBytes } from "./safetensors";

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Writes a Hugging Face checkpoint that holds the first layers of another and nothing of the others. */
export async function cutLayers(
  source: ModelSource,
  numLayers: number,
  folder: string,
): Promise<ModelSource> {
  const { files } = source;
  invariant(files.kind === "hugging-face", "only such checkpoints are cut");
  await mkdir(folder, { recursive: true });
  const config = path.join(folder, "config.json");
  const weights = path.join(folder, "model.safetensors");
  const whole = JSON.parse(await readFile(files.config, "utf8")) as object;
  await writeFile(config, JSON.stringify({ ...whole, num_hidden_layers: numLayers }));

  const bytes = await readFile(files.weights[0] ?? "");
  const dataStart = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, dataStart)) as Record<string, Entry>;
  const kept: Record<string, Entry> = {};
  const pieces: Buffer[] = [];
  let length = 0;
  for (const [name, entry] of Object.entries(header)) {
    const layer = /^model\.layers\.(\d+)\./u.exec(name)?.[1];
    if (name === "__metadata__" || Number(layer ?? -1) >= numLayers) continue;
    const [start, end] = entry.data_offsets;
    kept[name] = { ...entry, data_offsets: [length, length + end - start] };
    pieces.push(bytes.subarray(dataStart + start, dataStart + end));
    length += end - start;
  }
  await writeFile(weights, safetensorsBytes(kept, Buffer.concat(pieces)));
  return {
    ...source,
    id: "cut",
    sha256: `${source.sha256} ${String(numLayers)}`,
    files: { ...files, config, weights: [weights] },
  };
}
