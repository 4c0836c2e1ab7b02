import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CompletionRequest } from "../../src/core/complete/request";
import type { DecodeStats } from "../../src/core/stats/decodeStats";
import { buildBundle } from "../support/buildBundle";
import { aRequest } from "../support/completionFixtures";
import { LiveEngine, pause, removeBundle } from "../support/liveEngine";
import { graphsFolder, modelsFolder } from "../support/seedModel";

const { prefix } = aRequest();

/** Requests until drafts are as wanted: what was told may not have been studied yet. */
const maxRequests = 40;

/** What the extension tells reaches the drafts of the embedded model, through the process. */
describe("the engine learns", () => {
  let enginePath = "";
  let live: LiveEngine;
  /** What the model writes by itself. */
  let text = "";

  beforeAll(async () => {
    enginePath = await buildBundle("src/engine/main.ts");
  });
  afterAll(() => removeBundle(enginePath));

  beforeEach(async () => {
    live = await new LiveEngine({
      enginePath,
      model: {
        ...{ model: "foretype-seed", modelsFolder, cacheFolder: graphsFolder, modelFolders: [] },
        ...{ precision: "fp32", threads: 2, provider: "cpu" },
      },
    }).start();
    text = (await draftedWith("autoregressive")).text;
  });
  afterEach(() => {
    live.client.dispose();
  });

  async function draftedWith(
    strategy: string,
    changes: Partial<CompletionRequest> = {},
  ): Promise<{ readonly text: string; readonly stats: DecodeStats }> {
    const outcome = await live.complete(changes, { strategy });
    if (outcome.kind === "none") throw new Error(outcome.reason);
    return { text: outcome.text, stats: outcome.stats };
  }

  /** Asks until `isThere` holds of the accepted draft tokens; every answer is the text that the model writes by itself. */
  async function eventually(
    strategy: string,
    isThere: (numAccepted: number) => boolean,
    changes: Partial<CompletionRequest> = {},
  ): Promise<boolean> {
    for (let i = 0; i < maxRequests; i++) {
      const drafted = await draftedWith(strategy, changes);
      expect(drafted.text).toBe(text);
      if (isThere(drafted.stats.numAcceptedTokens)) return true;
      await pause(20);
    }
    return false;
  }

  const some = (numAccepted: number): boolean => numAccepted > 0;
  const none = (numAccepted: number): boolean => numAccepted === 0;

  it("other texts, and forgets them", async () => {
    expect((await draftedWith("workspace")).stats.numDraftTokens).toBe(0);
    live.client.learn({ kind: "text", name: "b.ts", text: `${prefix}${text}\n}\n` });
    expect(await eventually("workspace", some)).toBe(true);
    live.client.learn({ kind: "forget", name: "b.ts" });
    expect(await eventually("workspace", none)).toBe(true);
  });

  it("suggestions that were taken", async () => {
    expect((await draftedWith("accepted")).stats.numDraftTokens).toBe(0);
    live.client.learn({ kind: "accepted", text: `${prefix}${text}` });
    expect(await eventually("accepted", some)).toBe(true);
  });

  it("what stood at the cursor", async () => {
    const earlier = `${text}\n}\n`;
    const before = (await draftedWith("edit-pointer")).stats.numAcceptedTokens;
    expect(await eventually("edit-pointer", (now) => now > before, { earlier })).toBe(true);
  });

  it("for the model that is open, and no other", async () => {
    live.client.learn({ kind: "text", name: "b.ts", text: `${prefix}${text}\n}\n` });
    expect(await eventually("workspace", some)).toBe(true);
    live.client.restart();
    await live.reaches("ready");
    expect((await draftedWith("workspace")).stats.numDraftTokens).toBe(0);
  });
});
