/** What says where a machine keeps things. An argument everywhere, so that tests bring folders of their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  readonly platform: NodeJS.Platform;
}

/** Where models may be. All paths are absolute. */
export interface ModelPlaces extends Machine {
  /** The folder of `manifest.json` and `catalogue.json`. */
  readonly modelsFolder: string;
  /** Where what is built, and what is known of files, is kept. */
  readonly cacheFolder: string;
  /** Folders that the user has named. */
  readonly modelFolders: readonly string[];
  /** Where relative references start from; without it they are refused. */
  readonly cwd?: string;
}
