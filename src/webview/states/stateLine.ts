import type { AllowedCommand, State } from "../../protocol/panelMessages";
import { html } from "../dom/html";
import type { Child } from "../dom/attributes";
import type { ToHostBody } from "../editorPort";
import { link } from "../sections/words";
import { say } from "../strings/say";
import { figures, megabytes } from "../text/figures";
import { visibleText } from "../text/visibleText";

/** The dot before the state: at work, at rest, or at fault. */
type Dot = "on" | "off" | "fault";

const dots: Readonly<Record<State["kind"], Dot>> = {
  ready: "on",
  manual: "on",
  measuring: "on",
  off: "off",
  paused: "off",
  downloading: "off",
  loading: "off",
  noModel: "off",
  stopped: "fault",
  unsupported: "fault",
  mismatch: "fault",
};

/** What there is to do about a state, from the state line. */
const remedies: Readonly<Partial<Record<State["kind"], AllowedCommand>>> = {
  paused: "foretype.resume",
  off: "foretype.openSettings",
};

/** Whether it is on, and with what: the first line of the panel. */
export function stateLine(state: State, ask: (message: ToHostBody) => void): HTMLElement {
  const remedy = remedies[state.kind];
  const detail = visibleText(detailOf(state), { most: 200 });
  return html(
    "div",
    { class: "head" },
    html(
      "p",
      { class: "state small" },
      html("span", { class: `state-dot ${dots[state.kind]}`, "aria-hidden": "true" }),
      html("b", {}, say(`state.${state.kind}`)),
      detail === "" ? undefined : html("span", { class: "muted" }, detail),
      remedy === undefined
        ? undefined
        : link(say(state.kind === "off" ? "state.settings" : "state.resume"), "remedy", () => {
            ask({ type: "run", command: remedy });
          }),
    ),
    updatesPaused(state, ask),
  );
}

/** The state in words, for those who hear the page. */
export function stateSentence(state: State): string {
  const detail = detailOf(state);
  return detail === "" ? say(`state.${state.kind}`) : `${say(`state.${state.kind}`)}: ${detail}`;
}

function updatesPaused(state: State, ask: (message: ToHostBody) => void): Child {
  const since = state.updatesPausedAt;
  if (since === undefined) return undefined;
  return html(
    "p",
    { class: "state small" },
    html("span", { class: "muted" }, say("state.updatesPaused", { at: figures.clock(since) })),
    link(say("state.updatesResume"), "updates", () => {
      ask({ type: "live", on: true });
    }),
  );
}

function detailOf(state: State): string {
  switch (state.kind) {
    case "ready":
    case "manual":
      return [state.isRestricted && say("state.restricted"), state.detail, partsOf(state)]
        .filter((part) => part)
        .join(", ");
    case "downloading":
    case "loading":
      return progressOf(state);
    case "measuring":
      return say("state.measuringDetail");
    case "off":
    case "paused":
    case "noModel":
    case "stopped":
    case "unsupported":
    case "mismatch":
      // The note below says the rest.
      return state.kind === "off" || state.kind === "paused" ? (state.detail ?? "") : "";
    default:
      return state.kind satisfies never;
  }
}

/** `Auto, ft-small int8, CPU, 4 threads`. */
function partsOf({ strategy, model, device, threads }: State): string {
  const threadsText = threads === undefined ? undefined : say("state.threads", { n: threads });
  return [strategy, model, device, threadsText].filter((part) => part !== undefined).join(", ");
}

function progressOf({ progress, kind }: State): string {
  if (progress === undefined) return "";
  if (progress.in === "steps") {
    return say("state.steps", {
      done: figures.count(progress.done),
      total: figures.count(progress.total),
    });
  }
  const values = { done: megabytes(progress.done), total: megabytes(progress.total) };
  return say(kind === "loading" ? "state.read" : "state.loaded", values);
}
