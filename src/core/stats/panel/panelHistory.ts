import type { TracedPass } from "../../trace/completionTrace";
import { addByDrafter, addByIndex, type CountsByDrafter } from "../drafterCounts";
import {
  acceptanceSection,
  addAcceptance,
  noAcceptance,
  type AcceptanceCounts,
} from "./acceptance";
import { costSection, type DraftsSeen, type MeasuredCost } from "./cost";
import { amount, chance } from "./amounts";
import type { DrafterId } from "./drafterIds";
import { draftersSection } from "./drafters";
import { latencySection } from "./latency";
import { median } from "./quantiles";
import { requestSample, waitOf, type ModelRequest, type RequestSample } from "./requestSample";
import type { Sections } from "./sections";
import { speedSection, statusSpeed, waitWindow, type PlainSpeed } from "./speed";

/** Times that are remembered of each kind, and passes that the expected speed-up is taken from. */
const mostWaits = 2_000;
const mostPasses = 200;

/** So many passes of one token tell what one takes here and now. */
const leastPlainPasses = 20;

/** What the figures need besides the requests. `oneTokenMs` is looked at until enough passes of one token have been seen. */
export interface PanelFacts extends PlainSpeed {
  readonly cost?: MeasuredCost;
  /** Kinds of drafters that the way of decoding asks. */
  readonly active: readonly DrafterId[];
}

/** How the model wrote a suggestion. */
type Written = Pick<ModelRequest, "stats" | "trace">;

type HistorySections = Pick<Sections, "speed" | "acceptance" | "drafters" | "latency"> &
  Partial<Pick<Sections, "cost">>;

/** Remembers the figures of requests that gave a suggestion, since the model or the way of decoding changed. Holds no text. */
export class PanelHistory {
  #written: readonly RequestSample[] = [];
  /** Those of them that were waited for from beginning to end. */
  #waited: readonly RequestSample[] = [];
  #modelWaits: readonly number[] = [];
  #memoryWaits: readonly number[] = [];
  #acceptance: AcceptanceCounts = noAcceptance;
  #drafters: CountsByDrafter = {};
  #passes: readonly DraftedPass[] = [];
  #passesPerSize: readonly number[] = [];
  #change: string | undefined;

  /** Takes in a suggestion that the model was run for. */
  fromModel(request: ModelRequest): void {
    const sample = requestSample(request);
    this.#waited = [...this.#waited, sample].slice(-waitWindow);
    this.#modelWaits = [...this.#modelWaits, waitOf(sample)].slice(-mostWaits);
    this.#write(sample, request);
  }

  /**
   * Takes in one that the model was asked for by an earlier request: what was waited for is not what it took.
   *
   * @param written how it was written; left out where that was taken in before
   */
  fromEarlier(totalMs: number, written?: Written): void {
    this.#modelWaits = [...this.#modelWaits, amount(totalMs)].slice(-mostWaits);
    if (written === undefined) return;
    this.#write(requestSample({ totalMs: written.stats.totalMs, pauseMs: 0, ...written }), written);
  }

  /** Takes in one that was known already. */
  fromMemory(totalMs: number): void {
    this.#memoryWaits = [...this.#memoryWaits, amount(totalMs)].slice(-mostWaits);
  }

  /** Forgets all, when another model or way of decoding takes over. @param change its name */
  restart(change?: string): void {
    this.#written = [];
    this.#waited = [];
    this.#modelWaits = [];
    this.#memoryWaits = [];
    this.#acceptance = noAcceptance;
    this.#drafters = {};
    this.#passes = [];
    this.#passesPerSize = [];
    this.#change = change;
  }

  /** Tokens per second, for the status bar. */
  get speed(): number | undefined {
    return statusSpeed(this.#written);
  }

  sections({ cost, active, ...plain }: PanelFacts): HistorySections {
    const costs = cost && costSection(cost, this.#draftsSeen);
    const acceptance = acceptanceSection(this.#acceptance);
    const numAccepted = acceptance.accepted.reduce((sum, count) => sum + count, 0);
    return {
      speed: speedSection(
        this.#written,
        { ...plain, ...this.#plainSeen },
        this.#change,
        this.#waited,
      ),
      acceptance,
      drafters: draftersSection(this.#drafters, numAccepted, active),
      latency: latencySection({
        model: this.#modelWaits,
        memory: this.#memoryWaits,
        samples: this.#waited,
      }),
      ...(costs && { cost: costs }),
    };
  }

  #write(sample: RequestSample, { trace }: Written): void {
    this.#written = [...this.#written, sample].slice(-waitWindow);
    this.#acceptance = addAcceptance(this.#acceptance, sample);
    this.#drafters = addByDrafter(this.#drafters, sample.drafters);
    this.#passesPerSize = addByIndex(this.#passesPerSize, sample.passesPerSize);
    const passes = (trace?.passes ?? []).map(draftedPass);
    this.#passes = [...this.#passes, ...passes].slice(-mostPasses);
  }

  get #plainSeen(): Pick<PlainSpeed, "oneTokenMs"> {
    const times = this.#passes.filter(({ numNodes }) => numNodes === 1).map(({ ms }) => ms);
    const oneTokenMs = times.length < leastPlainPasses ? undefined : median(times);
    return oneTokenMs === undefined ? {} : { oneTokenMs };
  }

  get #draftsSeen(): DraftsSeen {
    const longest = Math.max(0, ...this.#passes.map(({ chances }) => chances.length));
    const chances = Array.from({ length: longest }, (_, rank) => {
      const sum = this.#passes.reduce((total, pass) => total + (pass.chances[rank] ?? 0), 0);
      return sum / this.#passes.length;
    });
    return { chances, passes: this.#passes, passesPerSize: this.#passesPerSize };
  }
}

/** What a pass was drafted with, and what it took. */
interface DraftedPass {
  readonly numNodes: number;
  readonly ms: number;
  /** Of its guesses, the greatest first. */
  readonly chances: readonly number[];
}

function draftedPass({ ms, nodes }: TracedPass): DraftedPass {
  const chances = nodes.map((node) => chance(node.chance)).sort((a, b) => b - a);
  return { numNodes: 1 + nodes.length, ms: amount(ms), chances };
}
