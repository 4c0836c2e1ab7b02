import { describe, expect, it } from "vitest";
import { CombinedDrafter } from "../../../src/core/draft/combinedDrafter";
import type { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Drafter } from "../../../src/core/draft/drafter";
import { NoDraft } from "../../../src/core/draft/noDraft";
import type { StepOutput } from "../../../src/core/model/languageModel";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";

const limits = { maxDrafts: 10, maxDepth: 10 };
const prompt = Int32Array.of(1, 2);
const output = {} as StepOutput;
const step = { output, path: Int32Array.of(0), emitted: Int32Array.of(3) };

/** A drafter of one token below the root that writes down what it is asked. */
function noting(
  name: string,
  notes: string[],
  parts: { readonly token?: number; readonly failsAt?: string; readonly waits?: boolean } = {},
): Drafter {
  const { token = 5, failsAt, waits = false } = parts;
  const note = (what: string): void => {
    notes.push(`${name} ${what}`);
    if (what === failsAt) throw new Error(`${name} is broken`);
  };
  const guess = { source: name, rank: 0, matchLength: 0 };
  const add = (into: DraftBuilder): void => {
    note("draft");
    into.add(0, token, guess);
  };
  return {
    name,
    numPromptRows: name.length,
    begin: () => {
      note("begin");
    },
    observePrompt: () => {
      note("observePrompt");
    },
    readPrompt: async () => {
      await Promise.resolve();
      note("readPrompt");
    },
    draft: (into) => {
      if (!waits) {
        add(into);
        return;
      }
      return Promise.resolve().then(() => {
        add(into);
      });
    },
    observe: () => {
      note("observe");
    },
  };
}

function combined(...drafters: readonly Drafter[]): {
  readonly drafter: CombinedDrafter;
  readonly failures: string[];
} {
  const failures: string[] = [];
  const drafter = new CombinedDrafter(drafters, (name, error) => {
    failures.push(`${name}: ${String(error)}`);
  });
  return { drafter, failures };
}

/** One request, and the tokens of its draft. */
async function request(drafter: CombinedDrafter): Promise<number[]> {
  drafter.begin(prompt, plainDraftRequest);
  drafter.observePrompt(output, Int32Array.of(0));
  await drafter.readPrompt?.();
  const { tree } = await draftOnce(drafter, 7, limits);
  drafter.observe(step);
  return Array.from(tree.tokens.subarray(1));
}

describe("CombinedDrafter", () => {
  it("asks all of them in their order, also where one has to be waited for", async () => {
    const notes: string[] = [];
    const { drafter } = combined(
      noting("a", notes, { token: 5 }),
      noting("bb", notes, { token: 6, waits: true }),
      noting("c", notes, { token: 7 }),
    );
    expect(drafter.numPromptRows).toBe(2);
    expect(await request(drafter)).toEqual([5, 6, 7]);
    expect(notes).toEqual(
      ["begin", "observePrompt", "readPrompt", "draft", "observe"].flatMap((what) =>
        ["a", "bb", "c"].map((name) => `${name} ${what}`),
      ),
    );
  });

  it("waits for nothing where nobody has to be waited for", () => {
    const { drafter } = combined(noting("a", []), noting("b", []));
    drafter.begin(prompt, plainDraftRequest);
    const into = { isFull: false, add: () => 1 } as unknown as DraftBuilder;
    expect(drafter.draft(into)).toBeUndefined();
  });

  it("asks nobody once there is no more room", async () => {
    const notes: string[] = [];
    const { drafter } = combined(noting("a", notes), noting("b", notes, { token: 6 }));
    drafter.begin(prompt, plainDraftRequest);
    const { tree } = await draftOnce(drafter, 7, { ...limits, maxDrafts: 1 });
    expect(tree.size).toBe(2);
    expect(notes).not.toContain("b draft");
  });

  it.each(["begin", "observePrompt", "readPrompt", "draft", "observe"])(
    "goes on without one that fails at %s, and asks it again in the next request",
    async (failsAt) => {
      for (const waits of [false, true]) {
        const notes: string[] = [];
        const broken = noting("b", notes, { token: 6, failsAt, waits });
        const { drafter, failures } = combined(
          noting("a", notes),
          broken,
          noting("c", notes, { token: 7 }),
        );
        const tokens = await request(drafter);
        expect(tokens).toEqual(failsAt === "observe" ? [5, 6, 7] : [5, 7]);
        expect(failures).toEqual(["b: Error: b is broken"]);
        const ownNotes = notes.filter((note) => note.startsWith("b "));
        expect(ownNotes.at(-1)).toBe(`b ${failsAt}`);
        expect(notes.filter((note) => note.startsWith("c "))).toHaveLength(5);
        await request(drafter);
        expect(failures).toHaveLength(2);
      }
    },
  );

  it("keeps what was guessed before the failure", async () => {
    const broken: Drafter = {
      ...noting("b", []),
      draft: (into) => {
        into.add(0, 9, { source: "b", rank: 0, matchLength: 0 });
        throw new Error("too late");
      },
    };
    const { drafter } = combined(broken);
    expect(await request(drafter)).toEqual([9]);
  });

  it("reads no prompt where nobody has a use for it", () => {
    expect(combined(noting("a", [])).drafter.readPrompt).toBeDefined();
    expect(combined(new NoDraft()).drafter.readPrompt).toBeUndefined();
  });
});
