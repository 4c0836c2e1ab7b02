import type { TokenizerHints } from "../../tokenizer/tokenizerHints";
import type { GgufMetadata } from "../ggufMetadata";
import { tokenKeys } from "./tokenKeys";

/** Marks that the metadata name by their ids. */
export interface GgufMarks {
  /** The mark that begins every text. */
  readonly begin: number | undefined;
  readonly end: readonly number[];
  readonly fim: Readonly<Partial<Record<keyof TokenizerHints["fim"], number>>>;
}

/** What holds where the metadata say nothing. */
export interface MarkDefaults {
  readonly begins: boolean;
  readonly begin?: number;
  readonly end?: number;
}

/** @throws model/bad-config naming the file and the key of an id that is no token's */
export function ggufMarks(metadata: GgufMetadata, defaults: MarkDefaults): GgufMarks {
  const numTokens = metadata.strings(tokenKeys.tokens).length;
  const idAt = (key: string): number | undefined => {
    if (!metadata.has(key)) return undefined;
    const id = metadata.number(key);
    if (Number.isInteger(id) && id >= 0 && id < numTokens) return id;
    throw metadata.bad(key, `must be the id of one of the ${String(numTokens)} tokens`);
  };
  const begins = metadata.flag(tokenKeys.begins, defaults.begins);
  const begin = idAt(tokenKeys.begin) ?? defaults.begin;
  if (begins && begin === undefined) {
    throw metadata.bad(tokenKeys.begin, "is missing, but texts are said to begin with that token");
  }
  const [eos, ...others] = tokenKeys.ends.map(idAt);
  const end = [eos ?? defaults.end, ...others].filter((id) => id !== undefined);
  const fim: [string, number][] = [];
  for (const [part, keys] of Object.entries(tokenKeys.fim)) {
    const [id] = keys.map(idAt).filter((found) => found !== undefined);
    if (id !== undefined) fim.push([part, id]);
  }
  return {
    begin: begins ? begin : undefined,
    end: [...new Set(end)],
    fim: Object.fromEntries(fim),
  };
}

/** The same by names. */
export function hintsOf({ begin, end, fim }: GgufMarks, names: readonly string[]): TokenizerHints {
  const nameOf = (id: number): string => names[id] ?? "";
  return {
    ...(begin === undefined ? {} : { begin: nameOf(begin) }),
    end: end.map(nameOf),
    fim: Object.fromEntries(Object.entries(fim).map(([part, id]) => [part, nameOf(id)])),
  };
}
