import type { ModelDescription } from "../../src/core/model/modelDescription";
import type { ModelChoice } from "../../src/extension/models/modelChoices";
import type { ModelUi } from "../../src/extension/models/modelUi";
import { sayEnglish } from "../../src/extension/say";
import type { CatalogueEntry } from "../../src/store/download/catalogue";
import type { FoundModel } from "../../src/store/find/foundModel";

/** A model of half a billion parameters as it is listed. */
export function aChoice(changes: Partial<ModelChoice> = {}): ModelChoice {
  return {
    kind: "found",
    reference: "ollama/qwen",
    name: "Qwen",
    bytes: 491e6,
    place: "Ollama",
    ...changes,
  };
}

export function aFoundModel(changes: Partial<FoundModel> = {}): FoundModel {
  return {
    id: "ollama/qwen",
    name: "Qwen",
    place: "ollama",
    path: "/home/me/.ollama/models/blobs/sha256-1",
    kind: "gguf",
    bytes: 491e6,
    ...changes,
  };
}

export function anEntry(changes: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    id: "qwen-0.5b",
    name: "Qwen 0.5B",
    licence: "Apache-2.0",
    repository: "Qwen/Small",
    revision: "main",
    file: "small.gguf",
    bytes: 491e6,
    note: "Small and quick.",
    languages: ["typescript"],
    ...changes,
  };
}

export function aDescription(changes: Partial<ModelDescription> = {}): ModelDescription {
  return {
    id: "ollama/qwen",
    name: "Qwen",
    architecture: "Qwen2ForCausalLM",
    numParameters: 494e6,
    contextLength: 32_768,
    attention: "trees",
    hasFim: true,
    fileBytes: 491e6,
    builtBytes: 520e6,
    isBuilt: false,
    memory: { steady: 9e8, peak: 1.4e9 },
    exactShare: 0.89,
    ...changes,
  };
}

/** Says yes to everything until told otherwise, and writes down what was said. */
export class FakeModelUi implements ModelUi {
  readonly say = sayEnglish;
  readonly said: string[] = [];
  isWilling = true;
  /** Stops what is in progress. */
  stop: () => void = () => undefined;

  confirm(question: string, action: string): Promise<boolean> {
    this.said.push(`${action}? ${question}`);
    return Promise.resolve(this.isWilling);
  }

  async withProgress<Result>(
    title: string,
    work: Parameters<ModelUi["withProgress"]>[1],
  ): Promise<Result> {
    const controller = new AbortController();
    this.stop = () => {
      controller.abort();
    };
    const report = (words: string, share?: number): void => {
      this.said.push(`${title}: ${words} ${share?.toFixed(2) ?? "?"}`);
    };
    return (await work(report, controller.signal)) as Result;
  }

  tell(sentence: string): void {
    this.said.push(sentence);
  }

  warn(sentence: string): void {
    this.said.push(`! ${sentence}`);
  }
}
