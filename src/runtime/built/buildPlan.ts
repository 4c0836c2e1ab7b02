import type { PlacedData } from "../graph/storedData";

/** A file that is not copied but gets a second name beside the graph. */
export interface LinkedFile {
  /** In the folder of the graph. */
  readonly name: string;
  readonly source: string;
  readonly byteLength: number;
}

/** A graph that can be written into a folder, with its weights beside it. */
export interface BuildPlan {
  /** The bytes of the graph's own file. */
  encode(): Uint8Array;
  /** What the file of weights holds, in its order. */
  readonly stored: readonly PlacedData[];
  /** Size of the file of weights. */
  readonly weightsBytes: number;
  /** None if left out. */
  readonly linked?: readonly LinkedFile[];
}
