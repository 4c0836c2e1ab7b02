import { expect, it } from "vitest";
import type { PlaceSwitches } from "../../../src/core/shape/eagerness";
import { GlobMatcher } from "../../../src/extension/globMatcher";
import { WantedPlaces } from "../../../src/extension/wantedPlaces";

let switches: PlaceSwitches = {
  trigger: "automatic",
  languages: { "*": true, go: false },
  files: { vendor: false, "*.test.ts": "manual" },
  places: { comment: "manual", string: false },
};
const globs = new GlobMatcher();
const places = new WantedPlaces({
  switches: () => switches,
  matches: (pattern, path) => globs.matches(pattern, path),
});

it.each([
  [{}, { wanted: "automatic" }],
  [
    { languageId: "go", path: "a.go" },
    { wanted: "never", because: "language" },
  ],
  [{ path: "vendor/a.ts" }, { wanted: "never", because: "file" }],
  [{ path: "src/a.test.ts" }, { wanted: "manual", because: "file" }],
  [{ prefix: "// a" }, { wanted: "manual", because: "place" }],
  [{ prefix: "a = 'b" }, { wanted: "never", because: "place" }],
  [{ prefix: "a = 'b'" }, { wanted: "automatic" }],
])("reads what a cursor is in and what the user said of it: %j", (changes, expected) => {
  const request = { prefix: "a = ", suffix: "\n", path: "src/a.ts", languageId: "typescript" };
  expect(places.eagernessAt({ ...request, ...changes })).toEqual(expected);
});

it.each([
  [{}, true],
  [{ languageId: "go" }, false],
  [{ path: "vendor/a.ts" }, false],
  [{ path: "src/a.test.ts" }, true],
])("knows of a document whether anything is wanted in it: %j", (changes, expected) => {
  const document = { path: "src/a.ts", languageId: "typescript" };
  expect(places.isWantedIn({ ...document, ...changes })).toBe(expected);
});

it("goes by what the user says now", () => {
  const request = { prefix: "// a", suffix: "\n", path: "src/a.ts", languageId: "typescript" };
  switches = { ...switches, places: {} };
  expect(places.eagernessAt(request)).toEqual({ wanted: "automatic" });
});
