/**
 * Bundles the extension, the engine process and the CLI into dist/.
 *
 * usage: node .ci/build.mjs [--production]
 */
import { build } from "esbuild";
import { mkdirSync, writeFileSync, chmodSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

/** One bundle per process. `external` packages are loaded from node_modules at run time. */
export const bundles = {
  extension: { entry: "src/extension/extension.ts", external: ["vscode"] },
  engine: { entry: "src/engine/main.ts", external: ["onnxruntime-node"] },
  cli: { entry: "src/cli/main.ts", external: ["onnxruntime-node"], banner: "#!/usr/bin/env node" },
};

/** esbuild's options for one bundle. */
export function optionsOf(name, { isProduction }) {
  const { entry, external, banner } = bundles[name];
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${name}.js`,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external,
    metafile: true,
    minify: isProduction,
    sourcemap: isProduction ? false : "linked",
    logLevel: "warning",
    ...(banner === undefined ? {} : { banner: { js: banner } }),
  };
}

if (process.argv[1] === import.meta.filename) {
  const isProduction = process.argv.includes("--production");
  mkdirSync(path.join(root, "dist/meta"), { recursive: true });
  for (const name of Object.keys(bundles)) {
    const result = await build(optionsOf(name, { isProduction }));
    writeFileSync(path.join(root, `dist/meta/${name}.json`), JSON.stringify(result.metafile));
  }
  chmodSync(path.join(root, "dist/cli.js"), 0o755);
  console.log("built dist/extension.js, dist/engine.js and dist/cli.js");
}
