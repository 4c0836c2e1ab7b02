import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What became of one test. */
export interface TestResult {
  readonly title: string;
  readonly ms: number;
  /** Absent if it passed. */
  readonly error?: string;
}

/** Written by whoever runs tests, after the last one. No report means that they never ended. */
export interface Report {
  readonly results: readonly TestResult[];
}

export function writeReport(file: string, report: Report): void {
  writeFileSync(file, JSON.stringify(report, null, 2));
}

/**
 * The results of a run whose process is gone. A run without a report, or with one in which nothing was run, is a failure of its own:
 * an extension host that is killed leaves neither an exit code nor a word.
 *
 * @param name of the run, for that failure
 */
export function resultsOf(name: string, file: string): readonly TestResult[] {
  const results = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Report).results
    : undefined;
  if (results !== undefined && results.length > 0) return results;
  const error =
    results === undefined ? "It ended without a report: its process died." : "It ran no test.";
  return [{ title: name, ms: 0, error }];
}
