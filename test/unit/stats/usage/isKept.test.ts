import { describe, expect, it } from "vitest";
import { isKept } from "../../../../src/core/stats/usage/isKept";

const accepted = "for (const item of order.items) {\n  total += item.price;\n}";

describe("isKept", () => {
  it("is, where the text stands among other text", () => {
    expect(isKept(accepted, `let total = 0;\n${accepted}\nreturn total;`)).toBe(true);
  });

  it("is, after a formatter has set its blanks and line ends anew", () => {
    expect(isKept(accepted, accepted.replaceAll("\n", "\r\n").replaceAll("  ", "\t"))).toBe(true);
  });

  it("is, up to a tenth of its characters changed", () => {
    // 45 characters without blanks: 4 may differ.
    expect(isKept(accepted, accepted.replace("total", "summe").replace("+=", "-="))).toBe(false);
    expect(isKept(accepted, accepted.replace("total", "tot").replace("price", "prices"))).toBe(
      true,
    );
  });

  it("is not, where it was taken away or only its characters are somewhere", () => {
    expect(isKept(accepted, "")).toBe(false);
    expect(isKept("abcdef", "a b x c y d z e q f".repeat(3))).toBe(false);
  });

  it("is, of blanks alone, which no formatter leaves as they were", () => {
    expect(isKept("\n  ", "")).toBe(true);
  });
});
