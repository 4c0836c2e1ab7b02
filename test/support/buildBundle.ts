import { mkdir, mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { bundles, root } from "../../.ci/bundles.mjs";
import { copyGrammars } from "../../.ci/grammars.mjs";
import { invariant } from "../../src/core/errors";

/**
 * Bundles a program for Node as the product is bundled, with onnxruntime left outside and the grammars beside it.
 *
 * @param entry path of its source from the repository's root
 * @param place `repository`: a folder from which the repository's packages are found; `nowhere`: one from which none are
 * @returns path of the bundle, in a new folder that belongs to the caller
 */
export async function buildBundle(
  entry: string,
  place: "repository" | "nowhere" = "repository",
): Promise<string> {
  const parent =
    place === "repository" ? path.join(root, "node_modules/.cache/foretype") : os.tmpdir();
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, "bundle-"));
  const outfile = path.join(folder, "program.js");
  const { engine } = bundles;
  invariant(engine !== undefined, "the product has an engine");
  await build({ ...engine, entryPoints: [entry], outfile, metafile: false });
  copyGrammars(path.join(folder, "grammars"));
  return outfile;
}
