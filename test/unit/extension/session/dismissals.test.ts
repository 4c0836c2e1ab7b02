import { describe, expect, it } from "vitest";
import { Dismissals } from "../../../../src/extension/session/dismissals";
import { aSuggestion } from "../../../support/completionFixtures";

const place = { documentId: "a.ts", prefix: "x = ", suffix: "\n", situation: {}, requestId: 1 };

function dismissed(text: string, numTaken = 0): Dismissals {
  const dismissals = new Dismissals();
  dismissals.observe({ place, suggestion: aSuggestion(text), numTaken });
  return dismissals;
}

describe("Dismissals", () => {
  it.each([
    ["the text", "sum(1);"],
    ["its beginning", "sum("],
    ["more than it", "sum(1); sum(2);"],
  ])("keep %s from the spot", (_, text) => {
    expect(dismissed("sum(1);").allow(place, aSuggestion(text))).toBeUndefined();
  });

  it("allow another text, and the same one elsewhere", () => {
    const dismissals = dismissed("sum(1);");
    const [same, other] = [aSuggestion("sum(1);"), aSuggestion("max(1);")];
    expect(dismissals.allow(place, other)).toEqual(other);
    expect(dismissals.allow({ ...place, prefix: "y = " }, same)).toBe(same);
    expect(dismissals.allow({ ...place, suffix: ")\n" }, same)).toBe(same);
    expect(dismissals.allow({ ...place, documentId: "b.ts" }, same)).toBe(same);
  });

  it("allow an alternative in its place", () => {
    const suggestion = { ...aSuggestion("sum(1);"), alternatives: ["max(1);", "min(1);"] };
    expect(dismissed("sum(1);").allow(place, suggestion)).toEqual({
      ...aSuggestion("max(1);"),
      alternatives: ["min(1);"],
    });
    expect(dismissed("max(1);").allow(place, { ...suggestion, alternatives: ["max(1);"] })).toEqual(
      aSuggestion("sum(1);"),
    );
  });

  it("know a text that was typed along at first where it was left", () => {
    const dismissals = dismissed("sum(1);", 3);
    expect(dismissals.allow(place, aSuggestion("sum(1);"))).toBeDefined();
    const left = { ...place, prefix: "x = sum" };
    expect(dismissals.allow(left, aSuggestion("(1);"))).toBeUndefined();
  });

  it("know a spot again after edits far from it", () => {
    const near = "y".repeat(400);
    const dismissals = new Dismissals();
    const suggestion = aSuggestion("sum(1);");
    dismissals.observe({ place: { ...place, prefix: near }, suggestion, numTaken: 0 });
    expect(dismissals.allow({ ...place, prefix: `// new\n${near}` }, suggestion)).toBeUndefined();
  });

  it("are forgotten, the oldest first", () => {
    const dismissals = new Dismissals();
    const suggestion = aSuggestion("sum(1);");
    const spot = (i: number) => ({ ...place, prefix: String(i) });
    for (let i = 0; i <= 200; i++) {
      dismissals.observe({ place: spot(i), suggestion, numTaken: 0 });
    }
    expect(dismissals.allow(spot(0), suggestion)).toBe(suggestion);
    expect(dismissals.allow(spot(1), suggestion)).toBeUndefined();
  });
});
