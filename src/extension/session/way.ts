import type { Suggestion } from "../../core/complete/outcome";
import type { GateSituation } from "../../core/gate/gateFeatures";
import type { EditorRequest, RequestTrigger } from "./request";
import type { Asked } from "./requestMaker";
import type { StepWatch } from "./requestTrail";

/** What it is that the model is asked for, and when. */
export interface Moment {
  readonly trigger: RequestTrigger;
  readonly situation: GateSituation;
}

/** A request at a place where something may be suggested. */
export interface Way extends Asked, Moment {
  readonly id: number;
  readonly request: EditorRequest;
  readonly signal: AbortSignal;
  /** What is left here of what is on the screen. */
  readonly shown: Suggestion | undefined;
  readonly watch: StepWatch;
}

/** A request that may come. */
export type Ahead = Pick<Way, "completion" | "context" | "situation">;
