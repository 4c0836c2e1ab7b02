import { describe, expect, it } from "vitest";
import { TrackedText } from "../../../../src/extension/usage/trackedText";
import { withEdit, insertion } from "../../../support/usageFixtures";

/** So much of other text on both sides that none of it belongs to the tracked one. */
const far = "-".repeat(200);

describe("TrackedText", () => {
  it("moves with what is put in and taken away before it, and not with what is behind", () => {
    const place = new TrackedText(200, 4);
    place.follow({ offset: 0, numRemoved: 0, text: "12345" });
    place.follow({ offset: 0, numRemoved: 100, text: "" });
    place.follow({ offset: 109, numRemoved: 5, text: "x" });
    const document = `${far.slice(0, 105)}text${far}`;
    expect(place.textIn(document)).toBe(`${"-".repeat(50)}text${"-".repeat(50)}`);
  });

  it("grows with what is put into it, and holds what it was replaced with", () => {
    const place = new TrackedText(200, 4);
    place.follow({ offset: 202, numRemoved: 0, text: "xyz" });
    expect(place.textIn(`${far}texyzxt${far}`).replaceAll("-", "")).toBe("texyzxt");
    place.follow({ offset: 190, numRemoved: 30, text: "new" });
    expect(place.textIn(`${far.slice(10)}new${far}`).replaceAll("-", "")).toBe("new");
  });

  it("is found again when it is taken away and brought back", () => {
    const place = new TrackedText(200, 300);
    const text = "abc".repeat(100);
    place.follow({ offset: 200, numRemoved: 300, text: "" });
    expect(place.textIn(far + far)).not.toContain("a");
    const edit = insertion(200, text);
    for (const change of edit.changes) place.follow(change);
    expect(place.textIn(withEdit(far + far, edit))).toContain(text);
  });

  it("goes on with what is put in behind it, if it is told so", () => {
    const place = new TrackedText(200, 4);
    place.extend(5);
    expect(place.textIn(`${far}text more${far}`).replaceAll("-", "")).toBe("text more");
  });
});
