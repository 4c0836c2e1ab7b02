import type { Precision } from "../../core/model/modelSource";
import type { Logger } from "../../core/ports";

/** How a model is prepared. */
export interface PrepareOptions {
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  /** Of weights that a graph is made of; a finished graph keeps its own. */
  readonly precision: Precision;
  readonly logger: Logger;
  /** How many of the model's first layers make the graph, with its own head behind them; all if left out. */
  readonly numLayers?: number | undefined;
}
