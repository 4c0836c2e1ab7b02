import type { NoSuggestion } from "../../complete/outcome";
import type { ReasonId, ReasonRow } from "./sections";

/** Rows that are drawn, the one for the rest included. */
const mostRows = 7;

/** A cause in the engine has a row of its own from this share of all on. */
const ownRowShare = 0.02;

const engineReasons: ReadonlySet<ReasonId> = new Set<ReasonId>([
  "modelMissing",
  "engineLoading",
  "engineDown",
  "timedOut",
  "failed",
]);

/** The row that a request without a suggestion is counted in. */
export function reasonIdOf({ reason, filter }: Pick<NoSuggestion, "reason" | "filter">): ReasonId {
  if (reason === "cancelled") return "superseded";
  return reason === "filtered" ? (filter ?? reason) : reason;
}

/** Counts by reason as rows, the most frequent first. */
export function reasonsSection(
  counts: Readonly<Partial<Record<ReasonId, number>>>,
): readonly ReasonRow[] {
  return (Object.entries(counts) as [ReasonId, number][])
    .filter(([, n]) => n > 0)
    .map(([id, n]) => ({ id, n }))
    .sort((a, b) => b.n - a.n);
}

/** A row as it is drawn: of one reason, or of several that are too rare for one each. */
export interface ReasonBar {
  readonly kind: "reason" | "engine" | "others";
  readonly ids: readonly ReasonId[];
  readonly n: number;
  /** Whether it is normal while typing. */
  readonly isNormal: boolean;
}

/** At most seven rows, longest first but for the rest, that add up to all. */
export function reasonBars(rows: readonly ReasonRow[]): readonly ReasonBar[] {
  const total = rows.reduce((sum, { n }) => sum + n, 0);
  const isRare = ({ id, n }: ReasonRow): boolean =>
    engineReasons.has(id) && n <= ownRowShare * total;
  const rare = rows.filter(isRare);
  const merged = rare.length > 1 ? rare : [];
  const bars = rows
    .filter((row) => !merged.includes(row))
    .map((row) => barOf("reason", [row]))
    .concat(merged.length > 0 ? [barOf("engine", merged)] : [])
    .sort((a, b) => b.n - a.n);
  if (bars.length <= mostRows) return bars;
  const kept = bars.slice(0, mostRows - 1);
  const ids = new Set(kept.flatMap((bar) => bar.ids));
  return [
    ...kept,
    barOf(
      "others",
      rows.filter(({ id }) => !ids.has(id)),
    ),
  ];
}

function barOf(kind: ReasonBar["kind"], rows: readonly ReasonRow[]): ReasonBar {
  return {
    kind,
    ids: rows.map(({ id }) => id),
    n: rows.reduce((sum, { n }) => sum + n, 0),
    isNormal: rows.every(({ id }) => id === "superseded"),
  };
}
