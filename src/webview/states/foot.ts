import { scopes, type State, type Scope } from "../../protocol/panelMessages";
import { html } from "../dom/html";
import type { ToHostBody } from "../editorPort";
import { link } from "../sections/words";
import { say } from "../strings/say";
import { dayAndClock } from "../text/figures";

export interface FootParts {
  readonly state: State;
  readonly scope: Scope;
  readonly now: number;
  readonly ask: (message: ToHostBody) => void;
  readonly onScope: (scope: Scope) => void;
  readonly onWords: () => void;
}

/** Since when is counted, and what can be done with the counts. */
export function foot({ state, scope, now, ask, onScope, onWords }: FootParts): HTMLElement {
  return html(
    "div",
    { class: "foot small" },
    html("span", { class: "muted" }, since(state.countedSince, now)),
    scopeChoice(scope, onScope),
    link(say("foot.copy"), "copy-json", () => {
      ask({ type: "copy", what: "json" });
    }),
    link(say("foot.words"), "words", onWords),
    link(say("foot.clear"), "clear", () => {
      ask({ type: "run", command: "foretype.resetFigures" });
    }),
  );
}

function since(countedSince: number | undefined, now: number): string {
  if (countedSince === undefined) return say("foot.here");
  return say("foot.since", { since: dayAndClock(countedSince, now) });
}

function scopeChoice(scope: Scope, onScope: (scope: Scope) => void): HTMLElement {
  const select = html(
    "select",
    { "aria-label": say("foot.scope"), "data-key": "scope" },
    scopes.map((id) => html("option", { value: id, selected: id === scope }, say(`scope.${id}`))),
  );
  select.addEventListener("change", () => {
    onScope(scopes.find((id) => id === select.value) ?? scope);
  });
  return select;
}
