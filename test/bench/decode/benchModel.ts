import { DecodeProbe } from "../../../src/cli/bench/decodeProbe";
import type { SourceFile } from "../../../src/cli/cases/sourceFiles";
import type { CliHost } from "../../../src/cli/cliHost";
import { withDraft, type DraftedEngine } from "../../../src/cli/withDraft";
import { defaultOptions, type CompletionOptions } from "../../../src/core/complete/request";
import { measureCost } from "../../../src/core/cost/measureCost";
import type { CostModel } from "../../../src/core/cost/costModel";
import { draftModel } from "../../../src/core/decode/draftModel";
import { usableStrategies } from "../../../src/core/decode/strategies";
import type { Strategy } from "../../../src/core/decode/strategy";
import { invariant, messageOf } from "../../../src/core/errors";
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
/** The engine gives it less; here it is to be right. */
const measuringMs = 2000;

/** What all models are measured with. */
export interface BenchPlan {
  readonly tasks: readonly BenchTask[];
  /** Other files of the tasks' project. */
  readonly files: readonly SourceFile[];
  readonly options: BenchOptions;
  readonly host: CliHost;
  /** Told after each completion. */
  readonly onTurn: (name: string, done: number, total: number) => void;
}

/** Opens a model, measures what its passes cost and what every strategy makes of the tasks. */
export async function benchModel(
  { model, draft, earlyExit }: BenchedModel,
  precision: Precision,
  plan: BenchPlan,
): Promise<ModelRun> {
  const { tasks, options, host } = plan;
  const flags = {
    ...{ model, precision, threads: options.threads, strategy: draftModel.id },
    ...(draft !== undefined && { draft }),
    ...(earlyExit !== undefined && { earlyExit }),
  };
  return withDraft(flags, host, async (opened) => {
    const costs = await costsOf(opened, tasks, options);
    const cost = await measureCost(opened.model, host.clock, measuringMs);
    const temperatures: TemperatureRun[] = [];
    for (const temperature of options.temperatures) {
      if (host.cancellation.isCancelled) break;
      temperatures.push(await new TemperatureBench(plan, { ...opened, cost }, temperature).run());
    }
    const drafting = earlyExit === undefined ? draft : `its first ${String(earlyExit)} layers`;
    return { model, draft: drafting, precision, threads: opened.threads, costs, temperatures };
  });
}

/** All strategies at one temperature. */
class TemperatureBench {
  readonly #plan: BenchPlan;
  readonly #opened: DraftedEngine & { readonly cost: CostModel };
  readonly #temperature: number;
  /** The baseline first. */
  readonly #strategies: readonly Strategy[];
  /** What drafters failed with, each once. */
  readonly #failures = new Set<string>();

  constructor(
    plan: BenchPlan,
    opened: DraftedEngine & { readonly cost: CostModel },
    temperature: number,
  ) {
    this.#plan = plan;
    this.#opened = opened;
    this.#temperature = temperature;
    const wanted = plan.options.strategies;
    this.#strategies = usableStrategies(opened).filter(
      ({ id }, index) => index === 0 || (wanted?.includes(id) ?? true),
    );
  }

  async run(): Promise<TemperatureRun> {
    const { tasks, host } = this.#plan;
    const { source, precision } = this.#opened;
    const temperature = this.#temperature;
    // Code is compiled and memory found before anything is measured, by drafters whose memory is lost.
    await this.#decodeAll(tasks.slice(0, numWarmUpTasks), () => undefined);
    const name = `${source.name} ${precision}, temperature ${String(temperature)}`;
    const total = tasks.length * this.#strategies.length;
    let done = 0;
    const strategies = await this.#decodeAll(tasks, () => {
      done += 1;
      this.#plan.onTurn(name, done, total);
    });
    const acceptances: AcceptanceFigures[] = [];
    for (const strategy of this.#strategies) {
      if (temperature === 0 || this.#hasSameDraws(strategy)) continue;
      if (host.cancellation.isCancelled) break;
      const found = await this.#acceptanceOf(strategy);
      if (found !== undefined) acceptances.push(found);
    }
    return { temperature, strategies, acceptances, failures: [...this.#failures] };
  }

  async #decodeAll(
    tasks: readonly BenchTask[],
    onTurn: () => void,
  ): ReturnType<typeof benchStrategies> {
    const watches = new Map(this.#strategies.map(({ id }) => [id, new DraftWatch()]));
    const watchOf = (id: string): DraftWatch => {
      const watch = watches.get(id);
      invariant(watch !== undefined, "every strategy that runs is watched");
      return watch;
    };
    const probe = this.#probe((strategy) => watchOf(strategy.id).watch(strategy));
    const { cancellation } = this.#plan.host;
    return benchStrategies({
      ...{ tasks, strategies: this.#strategies, cancellation, onTurn },
      hasSameDraws: (strategy) => this.#hasSameDraws(strategy),
      decode: (task, id) => probe.run(task, this.#options(id), cancellation),
      draftsOf: (id) => watchOf(id).figures,
      gapSource: probe,
    });
  }

  /** How often drawn drafts are accepted; a run of its own, because looking takes time. */
  async #acceptanceOf({ id }: Strategy): Promise<AcceptanceFigures | undefined> {
    const watch = new AcceptanceWatch();
    const probe = this.#probe((strategy) => watch.watch(strategy));
    const { tasks, host } = this.#plan;
    for (const task of tasks.slice(0, numAcceptanceTasks)) {
      await probe.run(task, this.#options(id), host.cancellation);
    }
    return watch.figuresOf(id);
  }

  #probe(watch: (strategy: Strategy) => Strategy): DecodeProbe {
    const { files, host } = this.#plan;
    const onDrafterFailure = (name: string, error: unknown): void => {
      this.#failures.add(`${name}: ${messageOf(error)}`);
    };
    return new DecodeProbe({ ...this.#opened, files, clock: host.clock, watch, onDrafterFailure });
  }

  #options(strategy: string): CompletionOptions {
    const { maxTokens, maxPromptTokens, seed } = this.#plan.options;
    const temperature = this.#temperature;
    return { ...defaultOptions, strategy, temperature, seed, maxTokens, maxPromptTokens };
  }

  /** What weighs drawn drafts chooses by other draws than the baseline; drafts of another vocabulary are not weighed. */
  #hasSameDraws(strategy: Strategy): boolean {
    const { draft } = this.#opened;
    return this.#temperature === 0 || !isOwnVerifier(strategy) || draft?.translation !== undefined;
  }
}

function isOwnVerifier(strategy: Strategy): boolean {
  return "createVerifier" in strategy;
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
