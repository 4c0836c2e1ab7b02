import type { DecodeStats } from "../decodeStats";
import { addByDrafter, addByIndex, type CountsByDrafter } from "../drafterCounts";
import {
  acceptanceSection,
  addAcceptance,
  noAcceptance,
  type AcceptanceCounts,
} from "./acceptance";
import { costSection, type MeasuredCost } from "./cost";
import { amount } from "./amounts";
import type { DrafterId } from "./drafterIds";
import { draftersSection } from "./drafters";
import { latencySection } from "./latency";
import { draftsSeen, oneTokenMs } from "./passesSeen";
import { requestSample, waitOf, type ModelRequest, type RequestSample } from "./requestSample";
import type { Sections } from "./sections";
import { speedSection, statusSpeed, waitWindow, type PlainSpeed } from "./speed";

/** Times that are remembered of each kind. */
const mostWaits = 2_000;

/** What the figures need besides the requests. `oneTokenMs` is looked at until enough passes of one token have been seen. */
export interface PanelFacts extends PlainSpeed {
  readonly cost?: MeasuredCost;
  /** Kinds of drafters that the way of decoding asks. */
  readonly active: readonly DrafterId[];
}

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
  #passesPerSize: readonly number[] = [];
  #change: string | undefined;

  /** Takes in a suggestion that the model was run for. */
  fromModel(request: ModelRequest): void {
    const sample = requestSample(request);
    this.#waited = [...this.#waited, sample].slice(-waitWindow);
    this.#modelWaits = [...this.#modelWaits, waitOf(sample)].slice(-mostWaits);
    this.#write(sample);
  }

  /**
   * Takes in one that the model was asked for by an earlier request: what was waited for is not what it took.
   *
   * @param stats how it was written; left out where that was taken in before
   */
  fromEarlier(totalMs: number, stats?: DecodeStats): void {
    this.#modelWaits = [...this.#modelWaits, amount(totalMs)].slice(-mostWaits);
    if (stats === undefined) return;
    this.#write(requestSample({ totalMs: stats.totalMs, pauseMs: 0, stats }));
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
    this.#passesPerSize = [];
    this.#change = change;
  }

  /** Tokens per second, for the status bar. */
  get speed(): number | undefined {
    return statusSpeed(this.#written);
  }

  sections({ cost, active, ...plain }: PanelFacts): HistorySections {
    const passesPerSize = this.#passesPerSize;
    const costs = cost && costSection(cost, { ...draftsSeen(this.#written), passesPerSize });
    const plainMs = oneTokenMs(this.#written);
    const acceptance = acceptanceSection(this.#acceptance);
    const numAccepted = acceptance.accepted.reduce((sum, count) => sum + count, 0);
    return {
      speed: speedSection(
        this.#written,
        { ...plain, ...(plainMs !== undefined && { oneTokenMs: plainMs }) },
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

  #write(sample: RequestSample): void {
    this.#written = [...this.#written, sample].slice(-waitWindow);
    this.#acceptance = addAcceptance(this.#acceptance, sample);
    this.#drafters = addByDrafter(this.#drafters, sample.drafters);
    this.#passesPerSize = addByIndex(this.#passesPerSize, sample.passesPerSize);
  }
}
