import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PromptWay } from "../core/check/promptWays";
import { fimLayouts, holeStarts } from "../core/model/fimFormat";

/** What a check found out about a model, for whoever opens it later. */
export interface ModelCheck extends PromptWay {
  readonly numCases: number;
  /** Share of suggestions equal to what was written there, 0..1, asked in this way with exact healing. */
  readonly exactMatch: number;
}

/**
 * What the last check of a model found; `undefined` if it was not checked, or its note is damaged.
 *
 * @param sha256 of the model's source
 */
export async function recallCheck(
  cacheFolder: string,
  sha256: string,
): Promise<ModelCheck | undefined> {
  let note: unknown;
  try {
    note = JSON.parse(await readFile(noteOf(cacheFolder, sha256), "utf8"));
  } catch {
    // Not there, or damaged: then the model is asked as if it had not been checked.
    return undefined;
  }
  if (typeof note !== "object" || note === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(note));
  const holeStart = holeStarts.find((start) => start === fields.get("holeStart"));
  const layout = fimLayouts.find((known) => known === fields.get("layout"));
  const [numCases, exactMatch] = [fields.get("numCases"), fields.get("exactMatch")];
  if (holeStart === undefined || layout === undefined) return undefined;
  if (typeof numCases !== "number" || typeof exactMatch !== "number") return undefined;
  return { holeStart, layout, numCases, exactMatch };
}

/** Keeps what a check found, in place of what an earlier one did. A note for each model: windows write at the same time. */
export async function rememberCheck(
  cacheFolder: string,
  sha256: string,
  check: ModelCheck,
): Promise<void> {
  const note = noteOf(cacheFolder, sha256);
  const unfinished = `${note}.${randomUUID()}.tmp`;
  await mkdir(path.dirname(note), { recursive: true });
  try {
    await writeFile(unfinished, JSON.stringify(check));
    await rename(unfinished, note);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function noteOf(cacheFolder: string, sha256: string): string {
  const name = createHash("sha256").update(sha256).digest("hex");
  return path.join(cacheFolder, "checks", `${name}.json`);
}
