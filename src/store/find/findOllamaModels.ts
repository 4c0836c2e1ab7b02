import path from "node:path";
import { messageOf } from "../../core/errors";
import { absoluteOf } from "../machineFolders";
import type { Machine } from "../modelPlaces";
import type { Findings } from "./foundModel";
import { isAbsent, listFolder, reasonOf } from "./listFolder";
import { isOtherKind } from "./modelNames";
import { readSmallFile } from "./readSmallFile";

/** Layers of a model's manifest: its weights as one GGUF file, and weights that change those. */
const weightsType = "application/vnd.ollama.image.model";
const adapterType = "application/vnd.ollama.image.adapter";

/** Nothing else may come into a path. */
const digestPattern = /^sha256[:-]([0-9a-f]{64})$/;

/** manifests/HOST/NAMESPACE/MODEL/TAG, and deeper for namespaces with a slash. */
const mostDepth = 5;

/**
 * Ollama's store: `manifests/HOST/NAMESPACE/MODEL/TAG` names layers by their digests, `blobs/sha256-DIGEST` holds them. The
 * folders are those of the user's own server and of the one that the system runs.
 */
export async function findOllamaModels(machine: Machine, findings: Findings): Promise<void> {
  for (const folder of ollamaFolders(machine)) {
    const manifests = path.join(folder, "manifests");
    for (const words of await manifestsIn(manifests, [], findings)) {
      await readModel(folder, words, findings);
    }
  }
}

/** Whether a name looks like that of a blob; the digest that it promises. */
export function digestInName(fileName: string): string | undefined {
  // Hugging Face's cache names the blobs of large files by their digest alone.
  return (digestPattern.exec(fileName) ?? /^([0-9a-f]{64})$/.exec(fileName))?.[1];
}

function ollamaFolders({ env, homeFolder, platform }: Machine): readonly string[] {
  const chosen = absoluteOf(env["OLLAMA_MODELS"]);
  const folders = [path.join(homeFolder, ".ollama", "models")];
  if (chosen !== undefined) folders.unshift(chosen);
  if (platform === "linux") folders.push("/usr/share/ollama/.ollama/models");
  return folders;
}

/** The paths of all manifests below a folder, as words. */
async function manifestsIn(
  folder: string,
  words: readonly string[],
  findings: Findings,
): Promise<readonly (readonly string[])[]> {
  const manifests: (readonly string[])[] = [];
  for (const entry of await listFolder(path.join(folder, ...words), findings.skipped)) {
    const inner = [...words, entry.name];
    // Links are not followed: the store has none, and one could lead round.
    if (entry.isFile() && inner.length >= 3) manifests.push(inner);
    else if (entry.isDirectory() && inner.length < mostDepth) {
      manifests.push(...(await manifestsIn(folder, inner, findings)));
    }
  }
  return manifests;
}

async function readModel(
  folder: string,
  words: readonly string[],
  { candidates, skipped }: Findings,
): Promise<void> {
  const file = path.join(folder, "manifests", ...words);
  const name = nameOf(words);
  if (isOtherKind(name)) return;
  try {
    const layers = layersOf(JSON.parse(await readSmallFile(file)));
    const weights = layers.filter(({ mediaType }) => mediaType === weightsType);
    if (layers.some(({ mediaType }) => mediaType === adapterType)) {
      throw new Error("It is a model with an adapter on top, which Foretype cannot run.");
    }
    const [layer] = weights;
    if (layer === undefined || weights.length > 1) {
      throw new Error(`It has ${weights.length} GGUF files; Foretype reads models of one.`);
    }
    const digest = digestPattern.exec(layer.digest)?.[1];
    if (digest === undefined) throw new Error(`Its digest "${layer.digest}" is none.`);
    const blob = path.join(folder, "blobs", `sha256-${digest}`);
    candidates.push({ name, place: "ollama", path: blob, kind: "gguf", files: [blob] });
  } catch (error) {
    const isBroken = error instanceof SyntaxError;
    const reason = isBroken
      ? "It is not JSON."
      : isAbsent(error)
        ? reasonOf(error)
        : messageOf(error);
    skipped.push({ path: file, reason });
  }
}

/** As Ollama itself writes it: the usual host and namespace are left out. */
function nameOf(words: readonly string[]): string {
  const tag = words.at(-1) ?? "";
  const usual = words[0] === "registry.ollama.ai" ? (words[1] === "library" ? 2 : 1) : 0;
  return `${words.slice(usual, -1).join("/")}:${tag}`;
}

interface Layer {
  readonly mediaType: string;
  readonly digest: string;
}

/** @throws if the manifest has none */
function layersOf(manifest: unknown): readonly Layer[] {
  const layers =
    typeof manifest === "object" && manifest !== null && "layers" in manifest
      ? manifest.layers
      : undefined;
  if (!Array.isArray(layers)) throw new Error("It has no list of layers.");
  return layers.filter(
    (layer: unknown): layer is Layer =>
      typeof layer === "object" &&
      layer !== null &&
      "mediaType" in layer &&
      typeof layer.mediaType === "string" &&
      "digest" in layer &&
      typeof layer.digest === "string",
  );
}
