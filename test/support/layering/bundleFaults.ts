import type { Metafile } from "esbuild";

/** What one bundle may not hold. */
export interface BundleRule {
  /** Folders that none of its files may come from, such as `src/runtime`. */
  readonly withoutFolders: readonly string[];
  /** Packages that it may neither hold nor load. */
  readonly withoutPackages: readonly string[];
}

/** Every file and every import left to run time that `rule` forbids, as sentences. */
export function bundleFaults(metafile: Metafile, rule: BundleRule): readonly string[] {
  const folders = [
    ...rule.withoutFolders,
    ...rule.withoutPackages.map((name) => `node_modules/${name}`),
  ];
  const held = Object.keys(metafile.inputs)
    .filter((file) => folders.some((folder) => `/${file}`.includes(`/${folder}/`)))
    .map((file) => `holds ${file}`);
  const loaded = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path }) => rule.withoutPackages.includes(path))
    .map(({ path }) => `loads ${path}`);
  return [...held, ...loaded];
}
