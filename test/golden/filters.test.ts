import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { FilterPlace } from "../../src/core/filter/filter";
import { filters } from "../../src/core/filter/filters";
import { invariant } from "../../src/core/errors";

const folder = path.join(import.meta.dirname, "filters");

/** A case as its file has it; the format is described in `filters/README.md`. */
interface FilterCase {
  readonly name: string;
  readonly place: FilterPlace;
  readonly text: string;
  /** `undefined` where the text is dropped. */
  readonly expected: string | undefined;
}

describe.each(filters)("$id", (filter) => {
  const cases = casesOf(filter.id);

  it("has eight cases in five languages", () => {
    const languages = new Set(cases.map(({ place }) => path.extname(place.path)));
    expect(cases.length).toBeGreaterThanOrEqual(8);
    expect(languages.size).toBeGreaterThanOrEqual(5);
  });

  it.each(cases)("$name", ({ text, place, expected }) => {
    const filtered = filter.apply(text, place);
    expect(filtered).toEqual(
      expected === undefined ? { kind: "dropped" } : { kind: "kept", text: expected },
    );
    if (expected !== undefined) expect(filter.apply(expected, place)).toEqual(filtered);
  });
});

function casesOf(id: string): readonly FilterCase[] {
  return readdirSync(path.join(folder, id)).map((file) =>
    parseCase(path.basename(file, ".txt"), readFileSync(path.join(folder, id, file), "utf8")),
  );
}

function parseCase(name: string, source: string): FilterCase {
  const [, head = "", prefix, marked, suffix] =
    /^(.*?)---\n([^«]*)«([^»]*)»(.*)$/s.exec(source) ?? [];
  invariant(
    prefix !== undefined && marked !== undefined && suffix !== undefined,
    `${name} has a place and a suggestion`,
  );
  const settings = new Map(
    Array.from(head.matchAll(/^(\w+): (.+)$/gm), ([, key = "", value = ""]) => [key, value]),
  );
  const tabSize = settings.get("tabSize");
  const insertSpaces = settings.get("insertSpaces");
  const expected = marked.replace(/⟦[^⟧]*⟧/g, "");
  return {
    name,
    place: {
      prefix,
      suffix,
      path: settings.get("path") ?? "",
      ...(tabSize !== undefined && { tabSize: Number(tabSize) }),
      ...(insertSpaces !== undefined && { insertSpaces: insertSpaces === "true" }),
    },
    text: marked.replace(/[⟦⟧]/g, ""),
    expected: expected === "" ? undefined : expected,
  };
}
