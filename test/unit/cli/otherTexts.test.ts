import { describe, expect, it } from "vitest";
import { OtherTexts, otherTextsFor } from "../../../src/cli/cases/otherTexts";
import type { Lesson } from "../../../src/core/complete/lesson";

/** Knows what it has studied, a lesson at a time. */
class Learner {
  readonly known = new Map<string, string>();
  numRead = 0;
  readonly #waiting: Lesson[] = [];

  learn(lesson: Lesson): void {
    this.#waiting.push(lesson);
  }

  study(): boolean {
    const lesson = this.#waiting.shift();
    if (lesson?.kind === "forget") this.known.delete(lesson.name);
    if (lesson?.kind === "text") {
      this.known.set(lesson.name, lesson.text);
      this.numRead++;
    }
    return this.#waiting.length > 0;
  }
}

const files = ["a.ts", "b.ts", "c.ts"].map((path) => ({ path, text: `text of ${path}` }));

describe("OtherTexts", () => {
  it("are those of the folder without the case's own, which holds the answer", async () => {
    const learner = new Learner();
    await new OtherTexts(learner, files).goTo({ path: "b.ts" });
    expect([...learner.known.keys()]).toEqual(["a.ts", "c.ts"]);
  });

  it("change with the case, and only as far as they must", async () => {
    const learner = new Learner();
    const texts = new OtherTexts(learner, files);
    await texts.goTo({ path: "b.ts", texts: [{ path: "d.ts", text: "d" }] });
    expect([...learner.known.keys()].sort()).toEqual(["a.ts", "c.ts", "d.ts"]);
    await texts.goTo({ path: "b.ts", texts: [{ path: "d.ts", text: "another d" }] });
    expect(learner.known.get("d.ts")).toBe("another d");
    await texts.goTo({ path: "a.ts" });
    expect([...learner.known.keys()].sort()).toEqual(["b.ts", "c.ts"]);
    expect(learner.numRead).toBe(5);
  });
});

describe("otherTextsFor", () => {
  it("refuses files for what drafts from none", () => {
    const { complete, prepare } = { complete: () => never, prepare: () => never };
    const never = undefined as never;
    expect(otherTextsFor({ complete, prepare }, [])).toBeUndefined();
    expect(() => otherTextsFor({ complete, prepare }, files)).toThrow("--texts");
  });
});
