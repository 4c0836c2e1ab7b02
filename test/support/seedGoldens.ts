import { readFileSync } from "node:fs";
import path from "node:path";

/** A prompt, and what the embedded model at fp32 writes behind it. */
export interface SeedGolden {
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly temperature: number;
  readonly tokens: string;
}

export const seedGoldens = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "../golden/seedModel.json"), "utf8"),
) as readonly SeedGolden[];
