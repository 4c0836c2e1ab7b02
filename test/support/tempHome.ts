import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { ModelPlaces } from "../../src/store/modelPlaces";
import { modelsFolder } from "./modelsFolder";

/** A home folder of a test's own. */
export interface TempHome {
  readonly folder: string;
  /** The path of a file in it. */
  at(file: string): string;
  /** Writes a file and the folders above it; returns its path. */
  write(file: string, content: string | Uint8Array): Promise<string>;
  /** Makes a link at `file` that leads to `target`, an absolute path or one relative to the link. */
  link(file: string, target: string): Promise<void>;
  /** Places of this home alone, on a system without folders of its own. */
  places(overrides?: Partial<ModelPlaces>): ModelPlaces;
  remove(): Promise<void>;
}

export async function tempHome(): Promise<TempHome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "foretype-home-"));
  const at = (file: string): string => path.join(folder, file);
  const makeRoom = (file: string): Promise<unknown> =>
    mkdir(path.dirname(at(file)), { recursive: true });
  return {
    folder,
    at,
    write: async (file, content) => {
      await makeRoom(file);
      await writeFile(at(file), content);
      return at(file);
    },
    link: async (file, target) => {
      await makeRoom(file);
      await symlink(target, at(file));
    },
    places: (overrides = {}) => ({
      modelsFolder,
      cacheFolder: at("cache"),
      modelFolders: [],
      env: {},
      homeFolder: folder,
      platform: "darwin",
      ...overrides,
    }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
