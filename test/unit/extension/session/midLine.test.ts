import { describe, expect, it } from "vitest";
import { isOnlyClosers } from "../../../../src/extension/session/midLine";

describe("isOnlyClosers", () => {
  it.each(["", "  ", ")", ");", '")', "`});", ") {", "]: ", ">", "</div>", "}</li></ul>", ",\t"])(
    "holds for %j",
    (lineAfter) => {
      expect(isOnlyClosers(lineAfter)).toBe(true);
    },
  );

  it.each(["x", ") => x", " // why", "(", "<div>", "= 1", ")é"])("fails for %j", (lineAfter) => {
    expect(isOnlyClosers(lineAfter)).toBe(false);
  });

  it("is quick on a line of a million closers with something behind", () => {
    const begun = performance.now();
    expect(isOnlyClosers(`${"</a>".repeat(250_000)}x`)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
