import { DecodeProbe } from "../../../src/cli/bench/decodeProbe";
import type { CliHost } from "../../../src/cli/cliHost";
import { withDraft, type DraftedEngine } from "../../../src/cli/withDraft";
import { defaultOptions } from "../../../src/core/complete/request";
import { strategies, usableStrategies } from "../../../src/core/decode/strategies";
import type { Strategy } from "../../../src/core/decode/strategy";
import { invariant } from "../../../src/core/errors";
import type { Precision } from "../../../src/core/model/modelSource";
import { AcceptanceWatch, type AcceptanceFigures } from "./figures/acceptanceWatch";
import { benchStrategies } from "./figures/benchStrategies";
import { costSizes, measureCosts, type CostCurve } from "./figures/costCurve";
import type { ModelRun, TemperatureRun } from "./figures/decodeReport";
import { DraftWatch } from "./figures/draftWatch";
import type { BenchedModel, BenchOptions } from "./options";
import type { BenchTask } from "./tasks/benchTask";

/** Lengths of context at which the cost of passes is measured, as far as the model goes. */
const costLengths = [64, 640];
const numWarmUpTasks = 2;
/** Each takes a whole row a step and more. */
const numAcceptanceTasks = 24;

/** Opens a model, measures what its passes cost and what every strategy makes of the tasks. */
export async function benchModel(
  { model, draft }: BenchedModel,
  precision: Precision,
  plan: {
    readonly tasks: readonly BenchTask[];
    readonly options: BenchOptions;
    readonly host: CliHost;
    /** Told after each completion. */
    readonly onTurn: (name: string, done: number, total: number) => void;
  },
): Promise<ModelRun> {
  const { tasks, options, host } = plan;
  const { threads } = options;
  return withDraft(
    { model, precision, threads, ...(draft !== undefined && { draft }) },
    host,
    async (opened) => {
      const costs = await costsOf(opened, tasks, options);
      const temperatures: TemperatureRun[] = [];
      for (const temperature of options.temperatures) {
        if (host.cancellation.isCancelled) break;
        const name = `${opened.source.name} ${precision}, temperature ${String(temperature)}`;
        const onTurn = (done: number, total: number): void => {
          plan.onTurn(name, done, total);
        };
        temperatures.push(await benchTemperature(temperature, opened, { ...plan, onTurn }));
      }
      return { model, draft, precision, threads: opened.threads, costs, temperatures };
    },
  );
}

async function benchTemperature(
  temperature: number,
  opened: DraftedEngine,
  plan: {
    readonly tasks: readonly BenchTask[];
    readonly options: BenchOptions;
    readonly host: CliHost;
    readonly onTurn: (done: number, total: number) => void;
  },
): Promise<TemperatureRun> {
  const { tasks, options, host } = plan;
  const { cancellation, clock } = host;
  const { maxTokens, maxPromptTokens, seed } = options;
  const watches = new Map(strategies.map(({ id }) => [id, new DraftWatch()]));
  const watchOf = (id: string): DraftWatch => {
    const watch = watches.get(id);
    invariant(watch !== undefined, "every strategy of the registry is watched");
    return watch;
  };
  const wanted = wantedStrategies(options.strategies, opened);
  const run = (
    some: readonly BenchTask[],
    onTurn: () => void,
  ): ReturnType<typeof benchStrategies> => {
    const watch = (strategy: Strategy): Strategy => watchOf(strategy.id).watch(strategy);
    const probe = new DecodeProbe({ ...opened, clock, watch });
    return benchStrategies({
      ...{ tasks: some, strategies: wanted, temperature, cancellation, onTurn },
      decode: (task, strategy) =>
        probe.run(
          task,
          { ...defaultOptions, strategy, temperature, seed, maxTokens, maxPromptTokens },
          cancellation,
        ),
      draftsOf: (id) => watchOf(id).figures,
      gapSource: probe,
    });
  };
  // Code is compiled and memory found before anything is measured, by drafters whose memory is lost.
  await run(tasks.slice(0, numWarmUpTasks), () => undefined);
  for (const watch of watches.values()) watch.clear();
  let done = 0;
  const benched = await run(tasks, () => {
    done += 1;
    plan.onTurn(done, tasks.length * wanted.length);
  });
  const acceptances =
    temperature === 0 || cancellation.isCancelled
      ? []
      : await acceptancesOf(wanted, { ...plan, opened, temperature });
  return { temperature, strategies: benched, acceptances };
}

/** How often drawn drafts are accepted; a run of its own, because looking takes time. */
async function acceptancesOf(
  wanted: readonly Strategy[],
  plan: {
    readonly tasks: readonly BenchTask[];
    readonly options: BenchOptions;
    readonly host: CliHost;
    readonly opened: DraftedEngine;
    readonly temperature: number;
  },
): Promise<readonly AcceptanceFigures[]> {
  const { tasks, options, host, opened, temperature } = plan;
  const { maxTokens, maxPromptTokens, seed } = options;
  const figures: AcceptanceFigures[] = [];
  for (const { id } of wanted.filter((strategy) => "createVerifier" in strategy)) {
    const acceptance = new AcceptanceWatch();
    const watch = (strategy: Strategy): Strategy => acceptance.watch(strategy);
    const probe = new DecodeProbe({ ...opened, clock: host.clock, watch });
    const asked = { strategy: id, temperature, seed, maxTokens, maxPromptTokens };
    for (const task of tasks.slice(0, numAcceptanceTasks)) {
      await probe.run(task, { ...defaultOptions, ...asked }, host.cancellation);
    }
    const found = acceptance.figuresOf(id);
    if (found !== undefined) figures.push(found);
  }
  return figures;
}

/** The baseline first. */
function wantedStrategies(
  ids: readonly string[] | undefined,
  opened: DraftedEngine,
): readonly Strategy[] {
  const [baseline, ...others] = usableStrategies(opened);
  invariant(baseline !== undefined, "the registry begins with the baseline");
  return [baseline, ...others.filter(({ id }) => ids === undefined || ids.includes(id))];
}

async function costsOf(
  { model, vocabulary }: DraftedEngine,
  tasks: readonly BenchTask[],
  { costRounds: numRounds }: BenchOptions,
): Promise<readonly CostCurve[]> {
  const text = tasks.map(({ prefix, expected, suffix }) => prefix + expected + suffix).join("\n");
  const tokens = vocabulary.encode(text);
  const most = Math.max(...costSizes);
  const curves: CostCurve[] = [];
  for (const cachedLength of costLengths) {
    if (numRounds < 1 || cachedLength + most > Math.min(model.maxLength, tokens.length)) continue;
    const options = { cachedLength, sizes: costSizes, numRounds, clock: performance };
    curves.push(await measureCosts(model, tokens, options));
  }
  return curves;
}
