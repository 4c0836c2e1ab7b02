import { scopes, sectionIds, type Scope, type SectionId } from "../protocol/panelMessages";

/** What the page remembers while it is hidden: how it is laid out, and nothing of what it shows. */
export interface ViewState {
  /** Sections that are open. */
  readonly open: readonly SectionId[];
  /** Sections that are shown as tables. */
  readonly tables: readonly SectionId[];
  readonly scope: Scope;
}

const openAtFirst: readonly SectionId[] = ["speed", "last", "use", "reasons"];

/**
 * Reads what was remembered; anything unknown in it is left out.
 *
 * @param usesReader whether a screen reader is in use: it begins with tables
 */
export function parseViewState(value: unknown, usesReader: boolean): ViewState {
  const state = (typeof value === "object" ? value : undefined) as
    Partial<Record<keyof ViewState, unknown>> | null | undefined;
  return {
    open: known(state?.open) ?? openAtFirst,
    tables: known(state?.tables) ?? (usesReader ? sectionIds : []),
    scope: scopes.find((scope) => scope === state?.scope) ?? "today",
  };
}

function known(value: unknown): readonly SectionId[] | undefined {
  return Array.isArray(value) ? sectionIds.filter((id) => value.includes(id)) : undefined;
}
