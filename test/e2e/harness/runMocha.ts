import Mocha from "mocha";
import { messageOf } from "../../../src/core/errors";
import type { TestResult } from "./report";

/**
 * Runs every test of `files`, one after another. Results are also said as they come.
 *
 * @param say told a line for each test
 */
export async function runMocha(
  files: readonly string[],
  timeoutMs: number,
  say: (line: string) => void,
): Promise<readonly TestResult[]> {
  const mocha = new Mocha({ ui: "tdd", timeout: timeoutMs, reporter: Mocha.reporters.Base });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const results: TestResult[] = [];
  const add = (result: TestResult): void => {
    results.push(result);
    say(`${result.error === undefined ? "ok  " : "FAIL"} ${result.title} (${result.ms} ms)`);
    if (result.error !== undefined) say(result.error);
  };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on("pass", (test) => {
        add({ title: test.fullTitle(), ms: test.duration ?? 0 });
      })
      .on("fail", (test, error: Error) => {
        const text = error.stack ?? messageOf(error);
        add({ title: test.fullTitle(), ms: test.duration ?? 0, error: text });
      });
  });
  return results;
}
