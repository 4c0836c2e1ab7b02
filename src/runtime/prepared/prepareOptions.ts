import type { Precision } from "../../core/model/modelSource";
import type { Logger } from "../../core/ports";

/** Less than a model, to draft for it or for another. */
export interface ModelPart {
  /** How many of the model's first layers make the graph, with its own head behind them; all if left out. */
  readonly numLayers?: number | undefined;
  /** How many of the first tokens its head scores, with the marks; all if left out. */
  readonly numHeadTokens?: number | undefined;
}

/** How a model is prepared. */
export interface PrepareOptions extends ModelPart {
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  /** Of weights that a graph is made of; a finished graph keeps its own. */
  readonly precision: Precision;
  readonly logger: Logger;
}
