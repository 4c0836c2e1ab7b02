import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";
import type { ModelFiles, ModelSource } from "../../core/model/modelSource";
import type { GraphIdentity } from "../built/builtModels";
import { readText } from "../checkpoint/readText";
import { positionsOf } from "../positionsOf";
import type { PreparedModel } from "../prepared/preparedModel";
import type { PrepareOptions } from "../prepared/prepareOptions";
import { parseTokenizerFile, type TokenizerFile } from "../tokenizer/tokenizerFile";
import { editExport } from "./editExport";
import { parseExportConfig } from "./exportConfig";
import { linkableFiles } from "./linkable";
import { readExport, type ReadExport } from "./readExport";

/** Raised with every change of what is made of an export, so that graphs made by an older program are made anew. */
const editorVersion = 1;

/** A graph keeps its own precision, whatever is asked. */
const precision = "auto";

/**
 * Prepares a graph that somebody else has exported, in the layout of optimum or onnxruntime-genai.
 *
 * @throws user/bad-argument if only a part of it is wanted
 * @throws model/bad-config, model/bad-tokenizer, model/unsupported, model/corrupt or model/missing naming the file
 */
export async function prepareExport(
  source: ModelSource,
  files: Extract<ModelFiles, { readonly kind: "onnx" }>,
  { cacheFolder, logger, numLayers, numHeadTokens }: PrepareOptions,
): Promise<PreparedModel> {
  if (numLayers !== undefined || numHeadTokens !== undefined) {
    throw new ForetypeError(
      "user/bad-argument",
      `${files.graph} is a finished graph, which runs whole or not at all. Choose the model's own weights.`,
    );
  }
  const configText = await readText(files.config);
  const config = parseExportConfig(configText, files.config);
  const tokenizer = await readTokenizer(files, configText);
  const read = await readExport(files.graph, config);
  const { attention, sizes, values, file, edited } = read;
  if (!attention.canRunTrees) {
    logger.info(`${files.graph} runs token by token, not trees: ${attention.reason}`);
  }
  const maxPositions = Math.min(config.maxPositions, read.maxPositions);
  const beside = besideGraph(read);
  const linkable = await linkableFiles(beside, cacheFolder);
  const maxLength = positionsOf(source, { maxPositions });
  const slidingWindow = attention.canRunTrees ? attention.slidingWindow : undefined;
  return {
    architecture: config.architecture,
    numParameters: read.numParameters,
    sizes: { ...sizes, maxLength, slidingWindow, biasSpans: "rows" },
    attention: attention.canRunTrees ? "trees" : "chains",
    precision,
    tokenizer,
    tokenizerPath: files.tokenizer,
    identity: await identityOf(source, beside),
    plan: () =>
      editExport(file, values, edited, {
        sizes,
        canRunTrees: attention.canRunTrees,
        canLink: (place) => linkable.has(place),
      }),
    exactShare: () => 1,
    close: () => Promise.resolve(),
  };
}

async function readTokenizer(
  files: Extract<ModelFiles, { readonly kind: "onnx" }>,
  configText: string,
): Promise<TokenizerFile> {
  const beside = (name: string): Promise<string | undefined> =>
    readIfThere(path.join(path.dirname(files.config), name));
  return parseTokenizerFile(await readText(files.tokenizer), files.tokenizer, {
    config: (await beside("config.json")) ?? modelOf(configText),
    tokenizerConfig: await beside("tokenizer_config.json"),
    generationConfig: await beside("generation_config.json"),
  });
}

/** The part of onnxruntime-genai's configuration that has the fields of `config.json`. */
function modelOf(configText: string): string {
  const config = JSON.parse(configText) as { readonly model?: unknown };
  return JSON.stringify(config.model ?? {});
}

/** The files of weights beside the graph. */
function besideGraph({ file, edited }: ReadExport): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { name, place } of file.weights.values()) {
    if (place !== undefined && place.path !== file.path && edited.reads(name))
      files.add(place.path);
  }
  return files;
}

/**
 * Names the graph that is made of an export. Weights may lie in files of any name, which no hash covers, so their sizes and times
 * count.
 */
async function identityOf(
  source: ModelSource,
  beside: ReadonlySet<string>,
): Promise<GraphIdentity> {
  const hash = createHash("sha256").update(`export ${String(editorVersion)}\n${source.sha256}`);
  for (const file of beside) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`\n${path.basename(file)} ${String(size)} ${String(mtimeMs)}`);
  }
  return { id: source.id, precision, key: hash.digest("hex") };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    // Many exports do without.
    return undefined;
  }
}
