import path from "node:path";
import { root } from "../../../.ci/bundles.mjs";

export { root };

/** Where the hosts are installed, for all runs of this checkout. */
export const hostsFolder = process.env["FORETYPE_HOSTS"] ?? path.join(root, ".cache/hosts");

/** What is kept of a run: logs, pictures, latencies. */
export const resultsFolder = path.join(root, "test-results");

export const fixtureWorkspace = path.join(root, "test/fixtures/workspace");

/** The bundled suites that run inside an extension host. */
export const suitesFolder = path.join(root, "dist/e2e");

/** Extensions that stand in for Foretype, or beside it. */
export const testExtensions = {
  /** Does nothing: tests need an extension to be called from, and the one that is tested may be an installed one. */
  empty: path.join(root, "test/e2e/testHost"),
  /** Answers at once, so that what is left of a latency is the editor's own. */
  instant: path.join(root, "test/e2e/instantProvider"),
};
