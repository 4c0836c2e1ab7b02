import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DecodeReport } from "../figures/decodeReport";
import { markdownReport } from "./markdownReport";
import { plotsOf } from "./plots";

/** Writes `decode.md`, `decode.json` and the pictures into a folder, over what was there. */
export async function writeReport(report: DecodeReport, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "decode.json"), `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(path.join(folder, "decode.md"), markdownReport(report));
  for (const { name, svg } of report.models.flatMap(plotsOf)) {
    await writeFile(path.join(folder, `${name}.svg`), `${svg}\n`);
  }
}
