import { describe, expect, it } from "vitest";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Draft } from "../../../src/core/draft/draft";
import type { Drafter } from "../../../src/core/draft/drafter";
import { startingChance } from "../../../src/core/draft/startingChance";
import { ThriftyDrafter } from "../../../src/core/draft/thriftyDrafter";
import type { StepOutput } from "../../../src/core/model/languageModel";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeClock } from "../../support/fakeClock";

const output = {} as StepOutput;
const prompt = Int32Array.of(1, 2);

/** Guesses `token` and takes a tenth of a pass for it. */
function slowDrafter(name: string, token: number, clock: FakeClock) {
  const calls = { begin: 0, draft: 0, observe: 0, observePrompt: 0 };
  const drafter: Drafter = {
    name,
    numPromptRows: 3,
    begin: () => {
      calls.begin += 1;
    },
    observePrompt: () => {
      calls.observePrompt += 1;
    },
    draft: (into) => {
      calls.draft += 1;
      clock.nowMs += 1;
      into.add(0, token, { source: name, rank: 0, matchLength: 0, probability: 0.9 });
    },
    observe: () => {
      calls.observe += 1;
    },
  };
  return { drafter, calls };
}

const costOf = (): number => 10;

/** A step of several drafters in which `accepted` is what the model says behind the root. */
async function step(drafters: readonly Drafter[], accepted: number): Promise<Draft> {
  const into = new DraftBuilder(7, { maxCandidates: 9, maxDepth: 2 }, startingChance);
  for (const drafter of drafters) await drafter.draft(into);
  const draft = into.build(() => 9);
  const node = draft.tree.tokens.indexOf(accepted);
  const path = node > 0 ? Int32Array.of(0, node) : Int32Array.of(0);
  const emitted = Int32Array.of(accepted, 99).subarray(0, path.length);
  for (const drafter of drafters) drafter.observe({ draft, output, path, emitted });
  return draft;
}

describe("ThriftyDrafter", () => {
  it("is the drafter as long as that pays", async () => {
    const clock = new FakeClock();
    const { drafter, calls } = slowDrafter("a", 5, clock);
    const thrifty = new ThriftyDrafter(drafter, { clock, costOf });
    expect([thrifty.name, thrifty.numPromptRows]).toEqual(["a", 3]);
    thrifty.begin(prompt, plainDraftRequest);
    thrifty.observePrompt(output, Int32Array.of(0));
    for (let i = 0; i < 50; i++) expect((await step([thrifty], 5)).tree.size).toBe(2);
    expect(calls).toEqual({ begin: 1, observePrompt: 1, draft: 50, observe: 50 });
  });

  it("asks seldom for guesses that are wrong, and lets the drafter learn from all", async () => {
    const clock = new FakeClock();
    const { drafter, calls } = slowDrafter("a", 5, clock);
    const thrifty = new ThriftyDrafter(drafter, { clock, costOf });
    for (let i = 0; i < 200; i++) await step([thrifty], 6);
    expect(calls.draft).toBeLessThan(50);
    expect(calls.draft).toBeGreaterThan(20);
    expect(calls.observe).toBe(200);
  });

  it("sleeps through requests while it does not pay, and wakes up now and then", async () => {
    const clock = new FakeClock();
    const { drafter, calls } = slowDrafter("a", 5, clock);
    const thrifty = new ThriftyDrafter(drafter, { clock, costOf });
    for (let i = 0; i < 100; i++) await step([thrifty], 6);
    const learnt = calls.observe;
    const requests = Array.from({ length: 12 }, () => {
      const before = calls.begin;
      thrifty.begin(prompt, plainDraftRequest);
      thrifty.observePrompt(output, Int32Array.of(0));
      return calls.begin > before;
    });
    expect(requests.slice(0, 2)).toEqual([false, false]);
    expect(requests).toContain(true);
    expect(calls.observe).toBe(learnt);
    expect(calls.observePrompt).toBe(calls.begin);
  });

  it("counts nothing for a guess that another one had made before", async () => {
    const clock = new FakeClock();
    const first = slowDrafter("a", 5, clock);
    const second = slowDrafter("b", 5, clock);
    const drafters = [first, second].map(
      ({ drafter }) => new ThriftyDrafter(drafter, { clock, costOf }),
    );
    for (let i = 0; i < 100; i++) await step(drafters, 5);
    expect(first.calls.draft).toBe(100);
    expect(second.calls.draft).toBeLessThan(30);
  });

  it("asks always where nobody knows what a pass costs", async () => {
    const clock = new FakeClock();
    const { drafter, calls } = slowDrafter("a", 5, clock);
    const thrifty = new ThriftyDrafter(drafter, { clock });
    for (let i = 0; i < 100; i++) await step([thrifty], 6);
    expect(calls.draft).toBe(100);
  });
});
