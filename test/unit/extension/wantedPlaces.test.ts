import { expect, it } from "vitest";
import type { ShapeRequest } from "../../../src/extension/completionShape";
import { GlobMatcher } from "../../../src/extension/globMatcher";
import { WantedPlaces, type PlaceWishes } from "../../../src/extension/wantedPlaces";

const wishes: PlaceWishes = {
  shape: "auto",
  trigger: "automatic",
  languages: { "*": true, go: false },
  files: { vendor: false, "*.test.ts": "manual" },
  places: { comment: "manual", string: false },
};

function placesWith(changes: Partial<PlaceWishes> = {}): WantedPlaces {
  const globs = new GlobMatcher();
  return new WantedPlaces({
    wishes: () => ({ ...wishes, ...changes }),
    matches: (pattern, path) => globs.matches(pattern, path),
  });
}

function request(changes: Partial<ShapeRequest>): ShapeRequest {
  return { prefix: "a = ", suffix: "\n", path: "src/a.ts", languageId: "typescript", ...changes };
}

it.each([
  [{}, undefined, undefined],
  [{ languageId: "go", path: "a.go" }, "switched off for go.", "request only for go."],
  [{ path: "vendor/a.ts" }, "switched off for this file.", "request only for this file."],
  [{ path: "src/a.test.ts" }, undefined, "request only for this file."],
  [{ prefix: "// a" }, undefined, "request only in comments."],
  [{ prefix: "a = 'b" }, "switched off in strings.", "request only in strings."],
])("says why nothing comes at %j", (place, never, notByItself) => {
  const places = placesWith();
  const reasons = [places.reasonNever(request(place)), places.reasonNotByItself(request(place))];
  for (const [index, end] of [never, notByItself].entries()) {
    if (end === undefined) expect(reasons[index]).toBeUndefined();
    else expect(reasons[index]).toMatchObject({ kind: "none", reason: "disabled" });
    expect(reasons[index]?.detail?.endsWith(end ?? "")).toBe(end && true);
  }
});

it("comes on request only where all does", () => {
  const places = placesWith({ trigger: "manual" });
  expect(places.reasonNever(request({}))).toBeUndefined();
  expect(places.reasonNotByItself(request({}))?.detail).toBe("Suggestions come on request only.");
});

it("reads each place anew", () => {
  const places = placesWith();
  expect(places.shapeAt(request({ prefix: "if (a) {" }), false)).toBe("block");
  expect(places.shapeAt(request({ prefix: "if (a) { //" }), false)).toBe("line");
  expect(places.shapeAt(request({ prefix: "if (a) { //" }), true)).toBe("block");
  expect(placesWith({ shape: "line" }).shapeAt(request({ prefix: "if (a) {" }), true)).toBe("line");
});
