/** Names of the files in the folder of a built model. */
export const builtFiles = {
  /** Written last: a folder without it is unfinished. */
  note: "built.json",
  graph: "graph.onnx",
  weights: "weights.bin",
} as const;

/** Ends the name of a folder whose model is being built, or was when the program ended. */
export const unfinishedSuffix = ".unfinished";

/** What the note beside a built graph says. */
export interface BuiltNote {
  /** Id of the source that it was built from. */
  readonly id: string;
  readonly precision: string;
  /** Hash of everything that it is built from. */
  readonly key: string;
  readonly graphSha256: string;
  readonly weightsSha256: string;
  readonly weightsBytes: number;
  /** When the weights were written, in milliseconds since 1970: the file that was checked. */
  readonly weightsTime: number;
  /** Files that are the source's own under another name, and how long they must be at least. */
  readonly linked?: Readonly<Record<string, number>>;
}
