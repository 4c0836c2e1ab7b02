import type { State } from "../../protocol/panelMessages";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import type { ToHostBody } from "../editorPort";
import { progressBar } from "./progressBar";
import { button, link } from "../sections/words";
import { say } from "../strings/say";
import { figures, megabytes } from "../text/figures";

/** What the whole panel has to say before its figures: what is missing, under way or broken. `undefined` if nothing is. */
export function note(state: State, ask: (message: ToHostBody) => void): HTMLElement | undefined {
  switch (state.kind) {
    case "noModel":
      return noModel(state, ask);
    case "downloading":
    case "loading":
      return progress(state);
    case "stopped":
      return stopped(state, ask);
    case "unsupported":
      return boxed("fault", strong(say("note.unsupported")), state.detail, say("note.editing"));
    case "mismatch":
      return boxed("fault", strong(say("note.mismatch")));
    case "ready":
    case "manual":
    case "off":
    case "paused":
    case "measuring":
      return undefined;
    default:
      return state.kind satisfies never;
  }
}

function noModel(state: State, ask: (message: ToHostBody) => void): HTMLElement {
  const choose = (): void => {
    ask({ type: "run", command: "foretype.chooseModel" });
  };
  const { modelBytes } = state;
  const size = modelBytes === undefined ? undefined : megabytes(modelBytes);
  return boxed(
    "",
    strong(say("note.noModel")),
    html(
      "p",
      { class: "muted" },
      size === undefined ? say("note.runsHere") : say("note.file", { size }),
    ),
    html(
      "div",
      { class: "actions" },
      button(
        size === undefined ? say("note.choose") : say("note.download", { size }),
        "download",
        "primary",
        choose,
      ),
      link(say("note.ownFile"), "own-file", choose),
    ),
  );
}

function progress(state: State): HTMLElement {
  const { done, total } = state.progress ?? { done: 0, total: 0 };
  const share = total > 0 ? done / total : 0;
  return boxed(
    "",
    progressBar(share, say(`state.${state.kind}`)),
    html(
      "p",
      { class: "small muted" },
      state.detail ?? say(state.kind === "loading" ? "note.passes" : "note.runsHere"),
    ),
  );
}

function stopped(state: State, ask: (message: ToHostBody) => void): HTMLElement {
  return html(
    "div",
    {},
    boxed(
      "fault",
      strong(say("note.stopped")),
      html(
        "p",
        { class: "muted" },
        state.detail === undefined ? undefined : `${state.detail} `,
        say("note.editing"),
      ),
      html(
        "div",
        { class: "actions" },
        button(say("note.startAgain"), "start", "primary", () => {
          ask({ type: "run", command: "foretype.restartEngine" });
        }),
        link(say("note.smaller"), "smaller", () => {
          ask({ type: "run", command: "foretype.chooseModel" });
        }),
        link(say("note.log"), "log", () => {
          ask({ type: "run", command: "foretype.showLog" });
        }),
      ),
    ),
    html(
      "div",
      { class: "head small muted" },
      state.since === undefined
        ? say("note.before")
        : say("note.beforeAt", { at: figures.clock(state.since) }),
    ),
  );
}

function boxed(className: string, ...children: readonly Child[]): HTMLElement {
  const paragraphs = children.map((child) =>
    typeof child === "string" ? html("p", { class: "muted" }, child) : child,
  );
  return html("div", { class: `note ${className}` }, ...paragraphs);
}

function strong(text: string): HTMLElement {
  return html("p", {}, html("b", {}, text));
}
