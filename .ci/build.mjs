import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { bundles, root } from "./bundles.mjs";
import { copyGrammars } from "./grammars.mjs";

/** Builds every bundle into dist, with its metafile in dist/meta, and puts the grammars beside them. */
const meta = path.join(root, "dist/meta");
await rm(meta, { recursive: true, force: true });
await mkdir(meta, { recursive: true });
const results = await Promise.allSettled(
  Object.entries(bundles).map(async ([name, options]) => {
    const { metafile } = await build({ ...options, sourcemap: "linked" });
    await writeFile(path.join(meta, `${name}.json`), JSON.stringify(metafile));
    if (name === "cli") await chmod(path.join(root, options.outfile), 0o755);
    return name;
  }),
);
copyGrammars(path.join(root, "dist/grammars"));
// esbuild has said by now what is wrong with those that failed.
const built = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
console.log(`Built ${built.join(", ")} in dist.`);
process.exitCode = built.length === results.length ? 0 : 1;
