import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { bundles, root } from "./bundles.mjs";
import { copyGrammars, grammarPackages } from "./grammars.mjs";
import { notices } from "./notices.mjs";
import { ortBeside } from "./ortBeside.mjs";
import { targets } from "./targets.mjs";

/** The largest package that people on a slow line should have to load. */
const maxBytes = 40e6;

/**
 * Builds one VSIX for a platform, with that platform's binaries only: `foretype-TARGET-VERSION.vsix` in the repository.
 *
 * @param {string} name a key of `targets`
 * @throws if the target is unknown, vsce fails or the package is too large; the message is one sentence
 */
async function packageFor(name) {
  const target = targets[name];
  if (target === undefined) {
    const known = Object.keys(targets).join(", ");
    throw new Error(`There is no package for ${name}: onnxruntime-node has binaries for ${known}.`);
  }
  const stage = path.join(root, "dist/stage", name);
  rmSync(stage, { recursive: true, force: true });
  const metafiles = await Promise.all(
    [bundles["extension"], bundles["engine"], bundles["panel"], bundles["panelStyle"]].map(
      (options) => bundleInto(stage, options),
    ),
  );
  copyBinaries(target, path.join(stage, "dist/ort"));
  copyGrammars(path.join(stage, "dist/grammars"));
  const translations = ["l10n", "package.nls.json", "package.nls.de.json"];
  const papers = [".vscodeignore", "README.md", "CHANGELOG.md", "LICENSE", "media"];
  for (const entry of [...papers, ...translations]) {
    cpSync(path.join(root, entry), path.join(stage, entry), { recursive: true });
  }
  for (const name of ["manifest.json", "catalogue.json", "check-cases.jsonl"]) {
    cpSync(path.join(root, "models", name), path.join(stage, "models", name));
  }
  cpSync(path.join(root, "models/foretype-seed"), path.join(stage, "models/foretype-seed"), {
    recursive: true,
  });
  writeFileSync(path.join(stage, "THIRD_PARTY_NOTICES.txt"), notices(metafiles, grammarPackages));
  const manifest = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"))
  );
  writeFileSync(path.join(stage, "package.json"), JSON.stringify(shipped(manifest), null, 2));

  const file = path.join(root, `foretype-${name}-${manifest.version}.vsix`);
  runVsce(stage, ["package", "--target", name, "--out", file]);
  const { size } = statSync(file);
  const megabytes = (size / 1e6).toFixed(1);
  if (size > maxBytes)
    throw new Error(`${file} has ${megabytes} MB and may have ${maxBytes / 1e6}.`);
  console.log(`${path.basename(file)}  ${megabytes} MB`);
}

/** @returns {Promise<import("esbuild").Metafile>} */
async function bundleInto(
  /** @type {string} */ stage,
  /** @type {typeof bundles[string] | undefined} */ options,
) {
  if (options === undefined) throw new Error("There is no such bundle in .ci/bundles.mjs.");
  const { metafile } = await build({
    ...options,
    outfile: path.join(stage, options.outfile),
    external: ["vscode"],
    plugins: [ortBeside],
    minify: true,
  });
  return metafile;
}

function copyBinaries(
  /** @type {import("./targets.mjs").Target} */ { binaries, unused },
  /** @type {string} */ into,
) {
  const folder = path.join(root, "node_modules/onnxruntime-node/bin/napi-v6", binaries);
  mkdirSync(into, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (unused?.test(file) !== true) cpSync(path.join(folder, file), path.join(into, file));
  }
}

/** What the editor reads of package.json: everything is bundled, so there is nothing to install or to run. */
function shipped(/** @type {object} */ manifest) {
  const ours = [
    "scripts",
    "bin",
    "dependencies",
    "devDependencies",
    "overrides",
    "knip",
    "private",
  ];
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !ours.includes(key)));
}

function runVsce(/** @type {string} */ stage, /** @type {readonly string[]} */ args) {
  const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
  const options = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...args, ...options], {
    cwd: stage,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`vsce could not make the package: ${stdout}${stderr}`);
}

const wanted = process.argv.slice(2);
try {
  if (wanted.length === 0) {
    throw new Error(`Name at least one target: ${Object.keys(targets).join(", ")}.`);
  }
  for (const name of wanted) await packageFor(name);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
