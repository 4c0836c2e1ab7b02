import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { bundles } from "../../.ci/bundles.mjs";
import { sampleLast, sampleSections, sampleSnapshot } from "../support/panelSample";
import { PanelBrowser } from "./support/panelPage";
import { allOpen } from "./support/panelStories";

/** As it ships, and packed. */
async function bytesOf(
  name: string,
): Promise<{ readonly shipped: number; readonly packed: number }> {
  const options = bundles[name];
  if (options === undefined) throw new Error(`no bundle ${name}`);
  const { outputFiles } = await build({ ...options, write: false });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`no file of bundle ${name}`);
  return { shipped: file.contents.length, packed: gzipSync(file.contents).length };
}

describe("the page is light:", () => {
  it("its script", async () => {
    const { shipped, packed } = await bytesOf("panel");
    expect(shipped).toBeLessThan(65_000);
    expect(packed).toBeLessThan(24_000);
  });

  it("its style sheet", async () => {
    expect((await bytesOf("panelStyle")).shipped).toBeLessThan(10_000);
  });

  it("its elements, also after many messages", async () => {
    const browser = await PanelBrowser.launch();
    const panel = await browser.open({ width: 640, state: allOpen, messages: [sampleSnapshot] });
    const session = await panel.page.context().newCDPSession(panel.page);
    const count = async (): Promise<{ nodes: number; listeners: number }> => {
      await session.send("HeapProfiler.collectGarbage");
      const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
      return { nodes, listeners: jsEventListeners };
    };
    const update = (n: number): Promise<void> =>
      panel.page.evaluate(
        ({ n, sections, last }) => {
          for (let i = 0; i < n; i++) {
            // Every section is another one, so all of them are drawn again.
            const fresh = structuredClone(sections);
            window.postMessage({ v: 1, seq: 2 + i, type: "delta", sections: fresh }, "*");
            window.postMessage(
              { v: 1, seq: 2 + i, type: "last", last: { ...last, id: String(i) } },
              "*",
            );
          }
          return new Promise<void>((resolve) => setTimeout(resolve, 100));
        },
        { n, sections: sampleSections, last: sampleLast },
      );
    const elements = await panel.page.locator("body *").count();
    expect(elements).toBeLessThan(1500);
    await update(20);
    const before = await count();
    await update(200);
    const after = await count();
    expect(after.nodes).toBeLessThan(before.nodes * 1.1);
    expect(after.listeners).toBeLessThan(before.listeners * 1.1);
    await browser.close();
  });
});
