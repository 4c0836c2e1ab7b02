import type { Attention } from "../../core/model/modelDescription";
import type { Precision } from "../../core/model/modelSource";
import type { BuildPlan } from "../built/buildPlan";
import type { GraphIdentity } from "../built/builtModels";
import type { ModelSizes } from "../model/modelSizes";
import type { TokenizerFile } from "../tokenizer/tokenizerFile";

/** A model whose files have been read and checked, all but the weights. Opening, converting and describing it begin with this. */
export interface PreparedModel {
  /** As the model's own configuration names it. */
  readonly architecture: string;
  readonly numParameters: number;
  readonly sizes: ModelSizes;
  readonly attention: Attention;
  /** Of the graph that is built. */
  readonly precision: Precision;
  readonly tokenizer: TokenizerFile;
  /** Named in errors. */
  readonly tokenizerPath: string;
  readonly identity: GraphIdentity;
  /** Whatever is asked of it must be asked before `close`. */
  plan(): BuildPlan;
  /** Share of the weights, 0 to 1, that the graph holds as the files have them. */
  exactShare(): number;
  /** Closes its files. */
  close(): Promise<void>;
}
