import { ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import { legName } from "../harness/leg";
import { legOfRun } from "../harness/legOfRun";
import { measureLatency, type Latency } from "../harness/measureLatency";
import { resultsFolder, testExtensions } from "../harness/paths";
import { useWorkbench } from "../harness/useWorkbench";

/** From key to suggestion, beside a provider that answers at once: the difference is ours, the rest the editor's. */
const latencies: Record<string, Latency> = {};

function keep(name: string, latency: Latency): void {
  latencies[name] = latency;
  const folder = path.join(resultsFolder, legName(legOfRun()));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "latency.json"), JSON.stringify(latencies, null, 2));
  const { n, p50Ms, p95Ms } = latency;
  const figures = `p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms, n = ${n}`;
  console.log(`note: key to suggestion, ${legName(legOfRun())}, ${name}: ${figures}`);
}

suite("the latency of a provider that answers at once", () => {
  const used = useWorkbench({ extension: testExtensions.instant });

  suiteSetup(() => used().workbench.waitForFirstSuggestion("t"));

  test("is measured in the page", async () => {
    const latency = await measureLatency(used().workbench);
    keep("instant", latency);
    ok(latency.n >= 15);
  });
});

suite("the latency of Foretype", () => {
  const used = useWorkbench();

  suiteSetup(() => used().workbench.warmUp());

  test("is measured in the page, and bearable", async () => {
    const latency = await measureLatency(used().workbench);
    keep("foretype", latency);
    ok(latency.n >= 15);
    // Far above what is measured, for a machine that is busy with other things.
    ok(latency.p50Ms < 2_000, `p50 is ${latency.p50Ms} ms`);
  });
});
