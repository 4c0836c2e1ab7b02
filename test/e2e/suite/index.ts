import { readdirSync } from "node:fs";
import path from "node:path";
import { writeReport } from "../harness/report";
import { runMocha } from "../harness/runMocha";

/** Called by VS Code inside the extension host. Runs every test file beside this one. */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith(".test.js"));
  const results = await runMocha(
    files.map((file) => path.join(__dirname, file)),
    60_000,
    console.log,
  );
  const report = process.env["FORETYPE_E2E_REPORT"];
  if (report !== undefined) writeReport(report, { results });
  const failed = results.filter(({ error }) => error !== undefined);
  if (failed.length > 0) throw new Error(failed.map(({ title }) => title).join(", "));
}
