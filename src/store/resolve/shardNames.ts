import { open } from "node:fs/promises";
import { ForetypeError } from "../../core/errors";

/** The index of the largest models has some hundred thousand bytes. */
const mostIndexBytes = 64 << 20;

const shardPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]*\.safetensors$/;

/**
 * The files that `model.safetensors.index.json` spreads the weights over, each once, sorted.
 *
 * @throws model/corrupt for an index that is not as it should be, or that names anything but files beside it
 */
export async function shardNames(index: string): Promise<readonly string[]> {
  let json: unknown;
  try {
    json = JSON.parse(await readIndex(index));
  } catch (cause) {
    if (cause instanceof ForetypeError) throw cause;
    throw bad(index, "is not valid JSON", cause);
  }
  const map =
    typeof json === "object" && json !== null && "weight_map" in json ? json.weight_map : undefined;
  if (typeof map !== "object" || map === null || Array.isArray(map)) {
    throw bad(index, 'has no object "weight_map"');
  }
  const names = new Set<string>();
  for (const name of Object.values(map)) {
    if (typeof name !== "string" || !shardPattern.test(name)) {
      throw bad(index, `names "${String(name).slice(0, 80)}", which is no file beside it`);
    }
    names.add(name);
  }
  if (names.size === 0) throw bad(index, "names no weights");
  return [...names].sort();
}

async function readIndex(index: string): Promise<string> {
  const file = await open(index);
  try {
    const { size } = await file.stat();
    if (size > mostIndexBytes) throw bad(index, `has ${size} bytes, too many for an index`);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function bad(index: string, problem: string, cause?: unknown): ForetypeError {
  return new ForetypeError(
    "model/corrupt",
    `${index} ${problem}. Download the model again.`,
    cause === undefined ? {} : { cause },
  );
}
