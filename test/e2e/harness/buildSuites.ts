import { readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root, suitesFolder } from "./paths";

const suites = ["suite", "dyingSuite"];

/** Bundles the suites that run inside an extension host, a module for each of their files. */
export async function buildSuites(): Promise<void> {
  const folder = path.join(root, "test/e2e");
  await build({
    absWorkingDir: folder,
    entryPoints: suites.flatMap((suite) =>
      readdirSync(path.join(folder, suite))
        .filter((file) => file === "index.ts" || file.endsWith(".test.ts"))
        .map((file) => `${suite}/${file}`),
    ),
    outdir: suitesFolder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}

/** The module with `run` of a suite. */
export function suiteModule(suite: "suite" | "dyingSuite"): string {
  return path.join(suitesFolder, suite, "index.js");
}
