import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeMeasureTurn, type MeasureTurn } from "../../../../src/extension/measure/measureTurn";
import { RecordingLogger } from "../../../support/recordingLogger";

let folder = "";
const log = new RecordingLogger();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "foretype-turn-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The turn of one more window, and how often it had to wait. */
function take(file: string, abort = new AbortController()) {
  const waits: number[] = [];
  const onWait = (): void => {
    waits.push(waits.length);
  };
  const turn = takeMeasureTurn(path.join(folder, file), abort.signal, { onWait, log });
  return { turn, waits, abort };
}

async function taken(turn: Promise<MeasureTurn | undefined>): Promise<MeasureTurn> {
  const found = await turn;
  if (found === undefined) throw new Error("The turn did not come.");
  return found;
}

describe("the turn to measure", () => {
  it("is one window's at a time", async () => {
    const first = take("lock");
    const held = await taken(first.turn);
    const second = take("lock");
    const isHere = second.turn.then(() => "here");
    expect(
      await Promise.race([isHere, new Promise((done) => setTimeout(done, 50, "not yet"))]),
    ).toBe("not yet");
    await held.release();
    await (await taken(second.turn)).release();
    expect([first.waits, second.waits]).toEqual([[], [0]]);
  });

  it("does not come for who no longer waits", async () => {
    const held = await taken(take("lock").turn);
    const { turn, abort } = take("lock");
    abort.abort();
    expect(await turn).toBeUndefined();
    await held.release();
  });

  it("comes where no lock can be made, with a word in the log", async () => {
    await writeFile(path.join(folder, "file"), "");
    await (await taken(take("file/lock").turn)).release();
    expect(log.messagesOf("warn").join()).toContain("Other windows may measure at the same time");
  });
});
