import type { StrategyFigures } from "../../../../src/cli/bench/benchReport";
import type { Machine } from "../../../../src/cli/bench/machine";
import type { MedianInterval } from "../../../../src/cli/measure/medianInterval";
import type { Precision } from "../../../../src/core/model/modelSource";
import type { TaskFamily } from "../tasks/benchTask";
import type { AcceptanceFigures } from "./acceptanceWatch";
import type { CostCurve } from "./costCurve";
import type { DraftFigures } from "./draftFigures";
import type { PeerRun } from "./peerRun";

/** A strategy on the tasks of one family. */
export interface FamilyFigures {
  readonly family: TaskFamily;
  readonly numTasks: number;
  readonly tokensPerSecond: number | undefined;
  readonly meanAcceptanceLength: number | undefined;
  /** Beside the baseline on the same tasks; `null` for the baseline itself. */
  readonly speedUp: MedianInterval | null;
}

/** A strategy on all tasks, and on those of each family. */
export interface BenchedStrategy extends StrategyFigures {
  /** Share of the time of decoding, 0..1, in which the model did not run. */
  readonly outsideShare: number | undefined;
  /** Whether its text can be held to the baseline's: what verifies by another draw has the same law and another text. */
  readonly hasSameDraws: boolean;
  readonly families: readonly FamilyFigures[];
  readonly drafts: DraftFigures;
}

/** All strategies at one temperature. */
export interface TemperatureRun {
  readonly temperature: number;
  /** The baseline first. */
  readonly strategies: readonly BenchedStrategy[];
  /** Of those that weigh drawn drafts; none at temperature 0. */
  readonly acceptances: readonly AcceptanceFigures[];
  /** Drafters that failed in a request and were left out of the rest of it, with what they failed with; each once. */
  readonly failures: readonly string[];
}

/** One model with its weights stored in one way. */
export interface ModelRun {
  readonly model: string;
  /** What drafts for it. */
  readonly draft: string | undefined;
  readonly precision: Precision;
  readonly threads: number;
  readonly costs: readonly CostCurve[];
  readonly temperatures: readonly TemperatureRun[];
}

/** What `bench:decode` writes as JSON. */
export interface DecodeReport {
  readonly machine: Machine;
  /** Where the tasks are from. */
  readonly origin: string;
  readonly numTasks: Readonly<Partial<Record<TaskFamily, number>>>;
  readonly options: {
    readonly maxTokens: number;
    readonly maxPromptTokens: number;
    readonly seed: number;
  };
  readonly models: readonly ModelRun[];
  readonly peers: readonly PeerRun[];
}
