import { describe, expect, it } from "vitest";
import { eagernessAt, type PlaceSwitches } from "../../../src/core/shape/eagerness";

const switches: PlaceSwitches = {
  trigger: "automatic",
  languages: { "*": true, markdown: false, sql: "manual" },
  files: { "docs/": true, "vendor/": false, "docs/old/": "manual" },
  places: { comment: "manual", string: false, prose: true },
};

/** The beginning of a path stands in for a pattern. */
function at(
  place: Partial<Parameters<typeof eagernessAt>[0]>,
  changes: Partial<PlaceSwitches> = {},
): ReturnType<typeof eagernessAt> {
  return eagernessAt(
    { languageId: "typescript", path: "src/a.ts", kind: "code", ...place },
    { ...switches, ...changes },
    (pattern, path) => path.startsWith(pattern),
  );
}

describe("how eager to suggest", () => {
  it.each([
    ["where nothing is said", {}, { wanted: "automatic" }],
    [
      "in a language that is off",
      { languageId: "markdown" },
      { wanted: "never", because: "language" },
    ],
    ["in one that is by hand", { languageId: "sql" }, { wanted: "manual", because: "language" }],
    ["in one called like a method", { languageId: "constructor" }, { wanted: "automatic" }],
    ["in a file that is off", { path: "vendor/a.ts" }, { wanted: "never", because: "file" }],
    [
      "in a file that is on in a language that is off",
      { path: "docs/a.md", languageId: "markdown" },
      { wanted: "automatic" },
    ],
    ["in a file of two patterns", { path: "docs/old/a.md" }, { wanted: "manual", because: "file" }],
    ["in a comment", { kind: "comment" }, { wanted: "manual", because: "place" }],
    ["in a string", { kind: "string" }, { wanted: "never", because: "place" }],
    [
      "in a comment of a file that is off",
      { kind: "comment", path: "vendor/a" },
      { wanted: "never", because: "file" },
    ],
  ] as const)("%s", (_name, place, expected) => {
    expect(at(place)).toEqual(expected);
  });

  it("is no more than by hand where all is by hand", () => {
    const byHand = { trigger: "manual" } as const;
    expect(at({}, byHand)).toEqual({ wanted: "manual", because: "trigger" });
    expect(at({ languageId: "sql" }, byHand)).toEqual({ wanted: "manual", because: "language" });
    expect(at({ kind: "string" }, byHand)).toEqual({ wanted: "never", because: "place" });
  });

  it("is what all other languages are where nothing is said of one", () => {
    expect(at({}, { languages: { "*": false } }).wanted).toBe("never");
    expect(at({}, { languages: { "*": false, typescript: true } }).wanted).toBe("automatic");
    expect(at({}, { languages: {}, places: {} }).wanted).toBe("automatic");
  });
});
