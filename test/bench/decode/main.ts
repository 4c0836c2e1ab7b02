/**
 * Measures decoding: every strategy of the registry beside `autoregressive`, on tasks cut from source, at each precision and
 * temperature; what passes cost; and other engines on the same weights. Writes a report with pictures.
 *
 * Run with `npm run bench:decode`; `--help` says what it can be told. For figures to keep, on a machine that does nothing else.
 */
import path from "node:path";
import { describeMachine } from "../../../src/cli/bench/machine";
import { readCases } from "../../../src/cli/cases/readCases";
import { sourceFiles, type SourceFile } from "../../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../../src/cli/seededRandom";
import { messageOf } from "../../../src/core/errors";
import { benchHost } from "./benchHost";
import { benchModel } from "./benchModel";
import { comparePeers } from "./comparePeers";
import type { DecodeReport, ModelRun } from "./figures/decodeReport";
import type { PeerRun } from "./figures/peerRun";
import { readOptions, usage, type BenchOptions } from "./options";
import { writeReport } from "./report/writeReport";
import type { BenchTask } from "./tasks/benchTask";
import { tasksOfCases, tasksOfSource } from "./tasks/cutTasks";
import { editTasks } from "./tasks/editTasks";

/** The first Ctrl+C ends the run with a report of what there is. */
const cancellation = { isCancelled: false };
process.once("SIGINT", () => {
  cancellation.isCancelled = true;
});

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    process.stdout.write(usage);
    return;
  }
  const options = readOptions(args);
  const host = benchHost(cancellation);
  const { tasks, origin, files } = await chooseTasks(options, host.sourcesFolder);
  const models: ModelRun[] = [];
  const peers: PeerRun[] = [];
  const write = async (): Promise<void> => {
    const { maxTokens, maxPromptTokens, seed } = options;
    const numTasks: Partial<Record<BenchTask["family"], number>> = {};
    for (const { family } of tasks) numTasks[family] = (numTasks[family] ?? 0) + 1;
    const report: DecodeReport = {
      machine: await describeMachine(),
      ...{ origin, numTasks, models, peers },
      options: { maxTokens, maxPromptTokens, seed },
    };
    await writeReport(report, options.out);
  };
  for (const benched of options.models) {
    for (const precision of benched.precisions) {
      if (cancellation.isCancelled) break;
      models.push(await benchModel(benched, precision, { tasks, files, options, host, onTurn }));
      // Written after each, for a long run may be stopped.
      await write();
    }
  }
  if (options.peers !== undefined) {
    for await (const run of comparePeers(tasks, options.peers, { options, host })) {
      peers.push(run);
      await write();
    }
  }
  process.stderr.write(`\n${path.join(options.out, "decode.md")}\n`);
}

/** What to complete, and the other files of its project. */
async function chooseTasks(
  options: BenchOptions,
  sourcesFolder: string,
): Promise<{
  readonly tasks: readonly BenchTask[];
  readonly origin: string;
  readonly files: readonly SourceFile[];
}> {
  const { cases: file, texts, perFamily, seed } = options;
  const edits = await chooseEdits(options);
  if (file === undefined) {
    const files = await sourceFiles(sourcesFolder);
    const tasks = [...tasksOfSource(files, { perFamily, seed }), ...edits];
    return { tasks, files, origin: "Foretype's own source" };
  }
  const cases = await readCases(file, { cwd: process.cwd() });
  const files = texts === undefined ? [] : await sourceFiles(texts);
  const tasks = [...tasksOfCases(cases, { perFamily, seed }), ...edits];
  return { tasks, files, origin: path.basename(file) };
}

async function chooseEdits({
  edits,
  perFamily,
  seed,
}: BenchOptions): Promise<readonly BenchTask[]> {
  if (edits === undefined) return [];
  const [old, now] = [await sourceFiles(edits.old), await sourceFiles(edits.now)];
  return editTasks(old, now, perFamily, new SeededRandom(seed));
}

function onTurn(name: string, done: number, total: number): void {
  if (done % 20 === 0 || done === total) {
    process.stderr.write(`\r${name}: ${String(done)} of ${String(total)}   `);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
