import type {
  AllowedCommand,
  Last,
  Measure,
  Scope,
  Sections,
  State,
  ToHost,
  ToView,
  Why,
} from "../../protocol/panelMessages";

/** What the panel shows, asked for whenever it is to be sent. */
export interface PanelSource {
  state(): State;
  /** All sections that something is known of. Cheap: it is asked several times a second while the panel is open. */
  sections(scope: Scope): Partial<Sections>;
  last(): Last | undefined;
  measure(): Measure | undefined;
  /**
   * One request that ended without a suggestion: the latest at or before the one named, or the latest that ended for a reason, or
   * the latest of all.
   */
  why(asked: WhyAsked): Why | undefined;
}

export interface WhyAsked {
  readonly request?: string;
  readonly reason?: string;
}

/** What the panel can have done. */
export interface PanelActions {
  run(command: AllowedCommand): void;
  measure(act: "start" | "cancel"): void;
  copy(what: Extract<ToHost, { type: "copy" }>["what"], scope: Scope): void;
}

/** The page, as far as it can be sent to. */
export interface PanelPage {
  /** A hidden page drops what it is sent. */
  readonly isVisible: boolean;
  post(message: ToView): void;
}

/** A message to the page without what every one of them has. */
export type ToViewBody = Body<ToView>;

type Body<Message> = Message extends unknown ? Omit<Message, "v" | "seq"> : never;
