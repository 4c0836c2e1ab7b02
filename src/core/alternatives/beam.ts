import type { StopReason } from "../complete/outcome";
import type { GeneratedText } from "../decode/generatedText";
import type { Candidate } from "./orderCandidates";

/** One of the texts that grow side by side. */
export interface Beam<State> {
  /** The node of its last token in the growing tree. */
  readonly node: number;
  /** Hash of its tokens: where in the noise its next token is drawn. */
  readonly hash: number;
  /** log P(its tokens | prompt), in nats. */
  readonly logProbability: number;
  /** Number of draws behind `logProbability`. */
  readonly numDraws: number;
  /** Its draw as a whole: beams with larger keys were drawn earlier. */
  readonly key: number;
  /** The constraint's state behind its last token. */
  readonly state: State;
  readonly text: GeneratedText;
}

/** A beam whose text has ended. */
export interface FinishedBeam extends Candidate {
  /** Its text up to the stop. */
  readonly text: string;
  readonly stoppedBy: StopReason;
  /** Tokens of its text, without an end token. */
  readonly tokens: Int32Array;
  readonly key: number;
}
