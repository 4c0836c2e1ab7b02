import type { DecodeStats } from "../core/stats/decodeStats";
import type { EngineState } from "./engineState";
import { escapeMarkdown } from "./markdown";
import { modelTable } from "./models/modelTable";
import type { RequestFigures } from "./requestHistory";
import type { Say } from "./say";
import { lastRequestTable } from "./statsTable";
import type { WarmShare } from "./warm/firstSuggestions";

/** What there is to say of the model and of the latest requests, for those who want to know all of it. */
export interface DetailFacts {
  readonly say: Say;
  readonly engine: EngineState;
  /** Id of the way of decoding. */
  readonly strategy: string;
  /** Figures of the last request that generated something. */
  readonly last: RequestFigures | undefined;
  /** Figures of the latest requests merged. */
  readonly recent: DecodeStats | undefined;
  /** How many first suggestions of a document found their prompt fed. */
  readonly warm: WarmShare;
  /** Whether a prompt is being fed in advance now. */
  readonly isWarming: boolean;
}

/** A page of Markdown with a table on the model, and one on the last request. */
export function statusDetails(facts: DetailFacts): string {
  const { say, engine, strategy, last, recent, warm, isWarming } = facts;
  if (engine.kind !== "ready") return `# Foretype\n\n${escapeMarkdown(say("No model is open."))}\n`;
  const { opened } = engine;
  const { provider, threads, precision } = opened;
  const machinery = [
    say("Strategy {strategy}", { strategy }),
    // The model's own choice says nothing to a reader.
    ...(precision === "auto" ? [] : [precision]),
    threads === 1 ? say("1 thread") : say("{n} threads", { n: threads }),
    provider,
  ];
  const over = recent?.numRequests ?? 0;
  const speed = recent?.tokensPerSecond;
  return [
    "# Foretype",
    escapeMarkdown(machinery.join(" · ")),
    modelTable(opened, { warm, isWarming }, say),
    ...(opened.hasFim
      ? []
      : [escapeMarkdown(say("This model does not see the text after the cursor."))]),
    ...(speed === undefined
      ? []
      : [
          escapeMarkdown(
            say("Speed over the last requests ({n}): {speed} tok/s.", {
              n: over,
              speed: Math.round(speed),
            }),
          ),
        ]),
    ...(last === undefined ? [] : [lastRequestTable(last, say)]),
    "",
  ].join("\n\n");
}
