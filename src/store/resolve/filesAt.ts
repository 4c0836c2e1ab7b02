import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";
import type { ModelFiles } from "../../core/model/modelSource";
import { isDataOf, modelFolderOf } from "../find/modelFolder";
import { ggufPartOf, type GgufPart } from "../find/modelNames";
import { shardNames } from "./shardNames";

/** A model's parts, and all files that its hash covers, in an order that stays. */
export interface LocatedFiles {
  readonly files: ModelFiles;
  readonly all: readonly string[];
}

/**
 * What kind of model a path is: a GGUF file, an ONNX graph, or a folder with a Hugging Face checkpoint, an ONNX export or one
 * GGUF file.
 *
 * @throws model/missing if nothing is there
 * @throws model/unsupported or model/corrupt with a sentence that says what it is and what would do
 */
export async function filesAt(place: string): Promise<LocatedFiles> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(place)).isDirectory();
  } catch (cause) {
    throw new ForetypeError(
      "model/missing",
      `${place} is not there. Name a .gguf file or a model's folder.`,
      { cause },
    );
  }
  return isFolder ? filesInFolder(place) : fileAlone(place);
}

async function fileAlone(file: string): Promise<LocatedFiles> {
  const name = path.basename(file);
  if (/\.onnx$/i.test(name)) return graphAlone(file);
  if (/\.safetensors$/i.test(name)) {
    throw unsupported(file, "is a part of a model. Name its folder");
  }
  if (!/\.gguf$/i.test(name) && !(await beginsAsGguf(file))) {
    throw unsupported(file, "is no model that Foretype can read. Name a .gguf file or a folder");
  }
  const part = ggufPartOf(name);
  return part === undefined
    ? { files: { kind: "gguf", file }, all: [file] }
    : allParts(path.dirname(file), part);
}

/** A model in several files, named by any of them. */
async function allParts(folder: string, { stem, count }: GgufPart): Promise<LocatedFiles> {
  const parts = (await readdir(folder))
    .filter((name) => {
      const part = ggufPartOf(name);
      return part?.stem === stem && part.count === count;
    })
    .sort()
    .map((name) => path.join(folder, name));
  const [first] = parts;
  if (first === undefined || parts.length !== count) {
    throw new ForetypeError(
      "model/missing",
      `${path.join(folder, stem)} has ${parts.length} of its ${count} parts. Put all of them into one folder.`,
    );
  }
  const otherParts = parts.filter((part) => part !== first);
  return { files: { kind: "gguf", file: first, otherParts }, all: parts };
}

/** A graph that is named itself; its configuration is beside it or, from `onnx`, one folder up. */
async function graphAlone(graph: string): Promise<LocatedFiles> {
  const folder = path.dirname(graph);
  const names = await readdir(folder);
  const up = path.dirname(folder);
  const isInOnnx = path.basename(folder) === "onnx" && !names.includes("tokenizer.json");
  const [home, homeNames] = isInOnnx ? [up, await readdir(up)] : [folder, names];
  const graphName = path.basename(graph);
  const config = configIn(homeNames);
  if (config === undefined || !homeNames.includes("tokenizer.json")) {
    throw unsupported(graph, `needs a config.json and a tokenizer.json in ${home}. Add them`);
  }
  const data = names.filter((name) => isDataOf(name, graphName)).sort();
  const files = {
    kind: "onnx",
    graph,
    config: path.join(home, config),
    tokenizer: path.join(home, "tokenizer.json"),
  } as const;
  const beside = data.map((name) => path.join(folder, name));
  return { files, all: [files.config, files.tokenizer, graph, ...beside] };
}

async function filesInFolder(folder: string): Promise<LocatedFiles> {
  const names = await readdir(folder);
  const onnxNames = names.includes("onnx")
    ? await readdir(path.join(folder, "onnx")).catch(() => [])
    : [];
  const model = modelFolderOf(names, onnxNames);
  if (model?.kind === "hugging-face") return checkpointIn(folder, names);
  if (model !== undefined) {
    const graph = model.files.find((name) => name.endsWith(".onnx"));
    if (graph !== undefined) return graphAlone(path.join(folder, graph));
  }
  const ggufs = names
    .filter((name) => /\.gguf$/i.test(name) && (ggufPartOf(name)?.index ?? 1) === 1)
    .sort();
  const [only] = ggufs;
  if (only !== undefined && ggufs.length === 1) return fileAlone(path.join(folder, only));
  throw unsupported(folder, problemOf(names, ggufs));
}

async function checkpointIn(folder: string, names: readonly string[]): Promise<LocatedFiles> {
  const shards = names.includes("model.safetensors")
    ? ["model.safetensors"]
    : await shardNames(path.join(folder, "model.safetensors.index.json"));
  const missing = shards.find((name) => !names.includes(name));
  if (missing !== undefined) {
    throw new ForetypeError(
      "model/missing",
      `${path.join(folder, missing)} is missing, which the index names. Download the model again.`,
    );
  }
  const files = {
    kind: "hugging-face",
    config: path.join(folder, "config.json"),
    tokenizer: path.join(folder, "tokenizer.json"),
    weights: shards.map((name) => path.join(folder, name)),
  } as const;
  return { files, all: [files.config, files.tokenizer, ...files.weights] };
}

/** What a folder lacks to be a model. */
function problemOf(names: readonly string[], ggufs: readonly string[]): string {
  if (ggufs.length > 1) return `has several models: ${ggufs.slice(0, 5).join(", ")}. Name one`;
  const hasWeights = names.some((name) => name.endsWith(".safetensors"));
  const wanted = ["config.json", "tokenizer.json"].filter((name) => !names.includes(name));
  if (hasWeights && wanted.length > 0) {
    return `has weights, but no ${wanted.join(" and no ")}. Add what is missing`;
  }
  if (names.some((name) => /\.(bin|pt|pth|ckpt)$/.test(name))) {
    return "has weights in PyTorch's form, which can run programs. Get the model as .safetensors or .gguf";
  }
  return "is no model: it has neither a .gguf file nor config.json, tokenizer.json and .safetensors, nor an ONNX export. Name another folder";
}

function configIn(names: readonly string[]): string | undefined {
  return ["genai_config.json", "config.json"].find((name) => names.includes(name));
}

async function beginsAsGguf(file: string): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString("latin1") === "GGUF";
  } finally {
    await handle.close();
  }
}

function unsupported(place: string, problem: string): ForetypeError {
  return new ForetypeError("model/unsupported", `${place} ${problem}.`);
}
