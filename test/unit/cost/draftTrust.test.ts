import { describe, expect, it } from "vitest";
import { DraftTrust } from "../../../src/core/cost/draftTrust";

describe("DraftTrust", () => {
  it("believes drafts to begin with", () => {
    expect(new DraftTrust().factor).toBe(1);
  });

  it("learns what they keep of what they promise, and follows a change", () => {
    const trust = new DraftTrust();
    for (let i = 0; i < 300; i++) trust.add(4, i % 2 === 0 ? 1 : 3);
    expect(trust.factor).toBeCloseTo(0.5, 1);
    for (let i = 0; i < 300; i++) trust.add(2, 2.6);
    expect(trust.factor).toBeCloseTo(1.3, 2);
  });

  it("is never more than a half too high, nor less than a quarter, and a draft of nothing says nothing", () => {
    const trust = new DraftTrust();
    for (let i = 0; i < 900; i++) trust.add(1, 0);
    expect(trust.factor).toBe(0.25);
    for (let i = 0; i < 900; i++) trust.add(1, 9);
    expect(trust.factor).toBe(1.5);
    const fresh = new DraftTrust();
    for (let i = 0; i < 900; i++) fresh.add(0, 0);
    expect(fresh.factor).toBe(1);
  });
});
