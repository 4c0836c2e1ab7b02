/**
 * What a model runs at a time: a tree of tokens in one pass, or one sequence. A graph that others have made may not be able to run
 * trees; then every branch costs a pass.
 */
export type Attention = "trees" | "chains";

/** What is known of a model before it is opened: read from headers only, so it costs milliseconds. */
export interface ModelDescription {
  readonly id: string;
  readonly name: string;
  /** As Hugging Face's `config.json` names it. */
  readonly architecture: string;
  readonly numParameters: number;
  /** Positions the model can hold. */
  readonly contextLength: number;
  readonly attention: Attention;
  /** Whether it can see the text after the cursor. */
  readonly hasFim: boolean;
  /** Size of its own files. */
  readonly fileBytes: number;
  /** Size on disk of what is built from them. */
  readonly builtBytes: number;
  /** Whether that is there already. */
  readonly isBuilt: boolean;
  /** Estimates for the engine process, in bytes: once it runs, and at most while it is opened. */
  readonly memory: { readonly steady: number; readonly peak: number };
  /** Share of the weights, 0 to 1, that the graph holds as the file has them. */
  readonly exactShare: number;
  /** The model that was named to draft for it; its memory comes on top. */
  readonly draft?: Omit<ModelDescription, "draft">;
}
