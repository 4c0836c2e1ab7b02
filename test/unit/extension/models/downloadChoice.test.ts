import { describe, expect, it } from "vitest";
import { ForetypeError } from "../../../../src/core/errors";
import { downloadChoice, type DownloadParts } from "../../../../src/extension/models/downloadChoice";
import { anEntry, FakeModelUi } from "../../../support/modelFixtures";

function run(ui: FakeModelUi, download: DownloadParts["download"], entry = anEntry()) {
  return downloadChoice(entry, {
    ui,
    folder: "/data/models",
    endpoint: "https://huggingface.co",
    freeBytes: () => Promise.resolve(50e9),
    download,
  });
}

describe("downloadChoice", () => {
  it("asks with size, licence, source and disk before anything is fetched", async () => {
    const ui = new FakeModelUi();
    ui.isWilling = false;
    let hasBegun = false;
    const isHere = await run(ui, () => {
      hasBegun = true;
      return Promise.resolve();
    });
    expect([isHere, hasBegun]).toEqual([false, false]);
    expect(ui.said).toHaveLength(1);
    for (const word of ["Qwen 0.5B", "491 MB", "50 GB", "Apache-2.0", "huggingface.co", "Qwen/Small"]) {
      expect(ui.said[0]).toContain(word);
    }
  });

  it("says when the size is not known", async () => {
    const ui = new FakeModelUi();
    ui.isWilling = false;
    const { bytes: _, ...unknown } = anEntry();
    await run(ui, () => Promise.resolve(), unknown);
    expect(ui.said[0]).toContain("a size that only the server knows");
  });

  it("shows how far it is", async () => {
    const ui = new FakeModelUi();
    const isHere = await run(ui, (_, { onProgress }) => {
      onProgress({ done: 122.5e6, total: 490e6 });
      return Promise.resolve();
    });
    expect(isHere).toBe(true);
    expect(ui.said[1]).toBe("Downloading Qwen 0.5B: 123 MB of 490 MB 0.25");
  });

  it("passes a stop on and is silent about it", async () => {
    const ui = new FakeModelUi();
    const isHere = await run(ui, (_, { cancellation }) => {
      expect(cancellation.isCancelled).toBe(false);
      ui.stop();
      expect(cancellation.isCancelled).toBe(true);
      return Promise.reject(new ForetypeError("user/cancelled", "stopped"));
    });
    expect(isHere).toBe(false);
    expect(ui.said).toHaveLength(1);
  });

  it("says what went wrong", async () => {
    const ui = new FakeModelUi();
    const isHere = await run(ui, () =>
      Promise.reject(new ForetypeError("user/offline", "No network. Try again.")),
    );
    expect(isHere).toBe(false);
    expect(ui.said[1]).toBe("! No network. Try again.");
  });
});
