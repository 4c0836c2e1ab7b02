import type * as vscode from "vscode";
import { earlierText } from "../core/complete/earlierText";
import { contextLimit } from "../core/context/contextRoom";
import { EditorContext } from "./context/editorContext";
import type { EngineClient } from "./engineClient";
import { LearntGate } from "./gate/learntGate";
import type { Baselines } from "./learn/baselines";
import { CompletionSession } from "./session/completionSession";
import { Debounce } from "./session/debounce";
import { Pausing, pauseSentence } from "./session/pausing";
import type { RequestRecord } from "./session/requestRecord";
import { watchCursor } from "./session/watchCursor";
import type { Settings } from "./settings";
import type { Timers } from "./timers";
import type { WantedPlaces } from "./wantedPlaces";
import { mayWarm } from "./warm/mayWarm";

/** Under which the gate's numbers are kept. */
const gateKey = "foretype.gate";

/** The way of a request, with all that it asks on its way. */
export interface WiredSuggestions {
  readonly session: CompletionSession;
  readonly pausing: Pausing;
  readonly gate: LearntGate;
  readonly context: EditorContext;
  /** Most tokens of text from elsewhere that a request may show now. */
  contextTokens(): number;
  dispose(): void;
}

/** Makes the session, and what it asks. */
export function wireSuggestions(
  { globalState }: Pick<vscode.ExtensionContext, "globalState">,
  parts: {
    readonly engine: EngineClient;
    readonly settings: () => Settings;
    readonly places: WantedPlaces;
    readonly baselines: Pick<Baselines, "textOf">;
    readonly timers: Timers;
    readonly isOnBattery: () => boolean | undefined;
    /** Whether ways of decoding are compared now: nothing may come between. */
    readonly isMeasuring: () => boolean;
    /** Follows the model's work on a request. */
    readonly during: <T>(work: Promise<T>) => Promise<T>;
    readonly report: (record: RequestRecord) => void;
    /** The user has paused suggestions, or goes on. */
    readonly onPause: () => void;
    /** What is shown besides the document has changed. */
    readonly onContext: () => void;
  },
): WiredSuggestions {
  const { engine, settings, places, baselines, timers, isOnBattery } = parts;
  const gate = new LearntGate({
    read: () => globalState.get(gateKey),
    write: (state) => void globalState.update(gateKey, state),
  });
  const pausing = new Pausing({
    timers,
    isSparing: () => settings().pauseOnBattery && isOnBattery() === true,
    onChange: parts.onPause,
  });
  const contextTokens = (): number => {
    const { state } = engine;
    const now = settings();
    if (!now["context.enabled"] || state.kind !== "ready") return 0;
    const { msPerPromptToken, maxLength } = state.opened;
    const numFree = maxLength - now.maxTokens - now.maxPromptTokens;
    return contextLimit({ msPerPromptToken, maxMs: now["context.maxMs"], numFree });
  };
  const context = new EditorContext({
    ...{ timers, places, maxTokens: contextTokens, onChange: parts.onContext },
    rules: () => {
      const now = settings();
      return { isOn: now.enabled && now["context.enabled"], exclude: now["context.exclude"] };
    },
  });
  const session = new CompletionSession({
    debounce: new Debounce(timers),
    ...{ timers, settings },
    engine: {
      complete: (request, options, signal) =>
        parts.during(engine.complete(request, options, signal)),
    },
    earlierAt: ({ documentId, prefix, suffix }) => {
      const baseline = baselines.textOf(documentId);
      return baseline === undefined ? undefined : earlierText(baseline, prefix, suffix);
    },
    report: (record) => {
      if (!record.isFromCache) gate.ended(record.outcome);
      parts.report(record);
    },
    onFate: (news) => {
      if (settings()["confidence.learn"]) gate.settled(news);
    },
    optionsAt: (options, { trigger, situation }) => {
      const now = settings();
      const limits = {
        floor: now["confidence.floor"],
        stopBelow: now["confidence.stopBelow"],
      };
      return {
        ...options,
        maxContextTokens: contextTokens(),
        // What the panel shows of the last suggestion costs next to nothing.
        traces: true,
        gate: gate.optionsFor(limits, situation, trigger !== "automatic"),
      };
    },
    contextAt: ({ documentId }) => {
      context.asked();
      return context.contextFor(documentId);
    },
    eagernessAt: (request) => places.eagernessAt(request),
    paused: () =>
      parts.isMeasuring()
        ? "Ways of decoding are being compared."
        : pausing.current && pauseSentence(pausing.current),
    isDelayAdaptive: () => settings().debounce === "adaptive",
    mayPrefetch: () => mayWarm(settings().prefetch, isOnBattery),
  });
  const cursor = watchCursor(session);
  return {
    ...{ session, pausing, gate, context, contextTokens },
    dispose: () => {
      cursor.dispose();
      context.dispose();
    },
  };
}
