import { ForetypeError } from "../core/errors";
import type { Last, Measure, Sections, Why } from "../core/stats/panel/sections";
import { Fields, keysOf, type Parser } from "./fields";

export type { DrafterId } from "../core/stats/panel/drafterIds";
export type {
  Last,
  Measure,
  Pass,
  ReasonId,
  Sections,
  Tok,
  Why,
  WhyStepId,
} from "../core/stats/panel/sections";

/** Raised with every change of the messages between the panel and the extension; another one is ignored by both sides. */
export const panelVersion = 1;

/** The sections that can be opened and closed, in their order on the page. */
export type SectionId =
  | "speed"
  | "last"
  | "acceptance"
  | "tree"
  | "drafters"
  | "cost"
  | "latency"
  | "use"
  | "reasons"
  | "measure";

export const sectionIds = keysOf<SectionId>({
  speed: 0,
  last: 0,
  acceptance: 0,
  tree: 0,
  drafters: 0,
  cost: 0,
  latency: 0,
  use: 0,
  reasons: 0,
  measure: 0,
});

/** What is counted: since this window was opened, today, or the last seven days. */
export type Scope = "session" | "today" | "sevenDays";

export const scopes = keysOf<Scope>({ session: 0, today: 0, sevenDays: 0 });

/** What the state line and the whole-panel states show. */
export interface State {
  readonly kind:
    | "ready"
    | "manual"
    | "off"
    | "paused"
    | "downloading"
    | "loading"
    | "measuring"
    | "noModel"
    | "stopped"
    | "unsupported"
    | "mismatch";
  /** Why it is in this state, in a sentence or a few words, where there is more to say: "on battery, below 20%". */
  readonly detail?: string;
  /** Title of the way of decoding. */
  readonly strategy?: string;
  /** Name of the model with its precision: "ft-small int8". */
  readonly model?: string;
  /** Where it is computed: "CPU". */
  readonly device?: string;
  readonly threads?: number;
  /** Size of the model's file. */
  readonly modelBytes?: number;
  /** Of a download, of loading or of measuring: done and total, in bytes or in steps. */
  readonly progress?: {
    readonly done: number;
    readonly total: number;
    readonly in: "bytes" | "steps";
  };
  /** Whether the workspace is not trusted. */
  readonly isRestricted?: true;
  /** Since when it has been so: of a stopped engine or a pause, epoch ms. */
  readonly since?: number;
  /** Since when is counted, epoch ms. */
  readonly countedSince?: number;
  /** Whether updates wait: the user has paused them, at this epoch ms. */
  readonly updatesPausedAt?: number;
}

/** Commands that the page may run. Anything else from there is dropped. */
export type AllowedCommand =
  | "foretype.trigger"
  | "foretype.chooseModel"
  | "foretype.switchStrategy"
  | "foretype.restartEngine"
  | "foretype.showLog"
  | "foretype.openSettings"
  | "foretype.pause"
  | "foretype.resume"
  | "foretype.resetFigures";

export const allowedCommands = keysOf<AllowedCommand>({
  "foretype.trigger": 0,
  "foretype.chooseModel": 0,
  "foretype.switchStrategy": 0,
  "foretype.restartEngine": 0,
  "foretype.showLog": 0,
  "foretype.openSettings": 0,
  "foretype.pause": 0,
  "foretype.resume": 0,
  "foretype.resetFigures": 0,
});

/** What the panel is sent. `seq` counts from 1 and starts anew with each snapshot's page. */
export type ToView = { readonly v: typeof panelVersion; readonly seq: number } & (
  | {
      readonly type: "snapshot";
      readonly state: State;
      readonly scope: Scope;
      readonly sections: Partial<Sections>;
      readonly last?: Last;
      readonly measure?: Measure;
    }
  /** Whole sections, never parts of one. */
  | { readonly type: "delta"; readonly sections?: Partial<Sections>; readonly state?: State }
  | { readonly type: "last"; readonly last: Last }
  | { readonly type: "measure"; readonly measure: Measure }
  | { readonly type: "why"; readonly why: Why }
);

/** What the panel says. */
export type ToHost = { readonly v: typeof panelVersion } & (
  | { readonly type: "ready"; readonly open: readonly SectionId[]; readonly scope: Scope }
  | { readonly type: "open"; readonly open: readonly SectionId[] }
  | { readonly type: "scope"; readonly scope: Scope }
  | { readonly type: "live"; readonly on: boolean }
  /** The suggestion that is looked at closely and is not to be replaced; left out when it may be. */
  | { readonly type: "hold"; readonly suggestion?: string }
  | { readonly type: "measure"; readonly act: "start" | "cancel" }
  /** Asks for one request, for the latest one of a reason, or for the latest of all. */
  | { readonly type: "why"; readonly request?: string; readonly reason?: string }
  | { readonly type: "run"; readonly command: AllowedCommand }
  | { readonly type: "copy"; readonly what: "json" | "measure" | "why" }
);

const types = keysOf<ToHost["type"]>({
  ready: 0,
  open: 0,
  scope: 0,
  live: 0,
  hold: 0,
  measure: 0,
  why: 0,
  run: 0,
  copy: 0,
});

/**
 * Reads what the page says. The page draws text of the model, so nothing that comes from it is taken on trust.
 *
 * @throws ForetypeError("engine/protocol") for another version, an unknown type, or a field that does not fit
 */
export const parseToHost: Parser<ToHost> = (value) => {
  const fields = new Fields(value, "a message of the panel");
  if (fields.integer("v", 0) !== panelVersion) {
    throw new ForetypeError(
      "engine/protocol",
      "The panel is of another version. Reload the window.",
    );
  }
  const type = fields.oneOf("type", types);
  const v = panelVersion;
  switch (type) {
    case "ready":
      return { v, type, open: parseOpen(fields), scope: fields.oneOf("scope", scopes) };
    case "open":
      return { v, type, open: parseOpen(fields) };
    case "scope":
      return { v, type, scope: fields.oneOf("scope", scopes) };
    case "live":
      return { v, type, on: fields.boolean("on") };
    case "hold":
      return {
        v,
        type,
        ...(fields.has("suggestion") && { suggestion: fields.string("suggestion") }),
      };
    case "measure":
      return { v, type, act: fields.oneOf("act", ["start", "cancel"]) };
    case "why":
      return {
        v,
        type,
        ...(fields.has("request") && { request: fields.string("request") }),
        ...(fields.has("reason") && { reason: fields.string("reason") }),
      };
    case "run":
      return { v, type, command: fields.oneOf("command", allowedCommands) };
    case "copy":
      return { v, type, what: fields.oneOf("what", ["json", "measure", "why"]) };
    default:
      return type satisfies never;
  }
};

/** Each section once, however often it is named. */
function parseOpen(fields: Fields): readonly SectionId[] {
  const named = fields.strings("open");
  return sectionIds.filter((id) => named.includes(id));
}
