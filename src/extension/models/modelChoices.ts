import type { CatalogueEntry } from "../../store/download/catalogue";
import type { FoundModel, ModelPlace } from "../../store/find/foundModel";
import type { ModelSummary } from "../../store/listModels";

/** A model that can be chosen. */
export interface ModelChoice {
  /** `download`: it has to be downloaded first. */
  readonly kind: "bundled" | "found" | "download";
  /** What the setting `foretype.model` says for it. */
  readonly reference: string;
  readonly name: string;
  /** Size of its files, where that is known. */
  readonly bytes: number | undefined;
  /** Who has it, in words. */
  readonly place: string;
  /** What is known of a model that is not here. */
  readonly entry?: CatalogueEntry;
}

const places: Readonly<Record<ModelPlace, string>> = {
  downloads: "downloaded",
  ollama: "Ollama",
  "lm-studio": "LM Studio",
  "llama.cpp": "llama.cpp",
  "hugging-face": "Hugging Face cache",
  folder: "your folders",
};

/** All models that can be chosen: those that came with Foretype, those on this machine, and those to download that are not here. */
export function modelChoices(known: {
  readonly bundled: readonly Pick<ModelSummary, "id" | "name" | "bytes">[];
  readonly found: readonly FoundModel[];
  readonly catalogue: readonly CatalogueEntry[];
}): readonly ModelChoice[] {
  const bundled = known.bundled.map(({ id, name, bytes }): ModelChoice => {
    return { kind: "bundled", reference: id, name, bytes, place: "comes with Foretype" };
  });
  const found = known.found.map(({ id, name, bytes, place }): ModelChoice => {
    return { kind: "found", reference: id, name, bytes, place: places[place] };
  });
  const here = new Set(found.map(({ reference }) => reference));
  const download = known.catalogue
    .filter(({ id }) => !here.has(id))
    .map((entry): ModelChoice => {
      const { id, name, bytes } = entry;
      return { kind: "download", reference: id, name, bytes, place: "from Hugging Face", entry };
    });
  return [...bundled, ...found, ...download];
}
