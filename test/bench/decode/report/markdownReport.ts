import type { MedianInterval } from "../../../../src/cli/measure/medianInterval";
import { formatNumber, formatPercent } from "../../../../src/cli/terminal/formatNumber";
import type { DecodeStats } from "../../../../src/core/stats/decodeStats";
import type {
  BenchedStrategy,
  DecodeReport,
  ModelRun,
  TemperatureRun,
} from "../figures/decodeReport";
import type { PeerRun } from "../figures/peerRun";
import { referenceTrees } from "../figures/referenceTrees";
import { taskFamilies } from "../tasks/benchTask";
import { markdownTable } from "./markdownTable";
import { plotsOf, titleOf } from "./plots";

const definitions = `
- **tokens/s**: tokens of all tasks / their time of decoding; prompt and tokenising are not in it.
- **speed-up**: median over the tasks of tokens/s / tokens/s of \`autoregressive\` on the same task, with a 95 % bootstrap interval.
- **tokens/pass**: tokens gained by a forward pass, the one that is no draft included. **nodes/pass**: tokens that a pass computed.
- **outside**: share of the time of the steps behind the cursor's healing in which the model did not run: drafting, a draft model's
  passes, verifying.
- **expected**: accepted tokens of a pass by the estimated probabilities of what was drafted; **accepted**: as it was.
- **equal**: tasks that got, token for token, what \`autoregressive\` wrote. Strategies that weigh drawn drafts have its law at
  temperatures above 0 and not its text.
- Of each task all strategies follow each other, none with anything in the cache, and take turns at being the first; so do sizes where
  passes are timed.
`;

/** The report as Markdown, beside its pictures. */
export function markdownReport(report: DecodeReport): string {
  const { machine, options, numTasks } = report;
  const counts = Object.entries(numTasks).map(([family, num]) => `${String(num)} ${family}`);
  return [
    "# Decoding\n",
    `${machine.cpu}, ${String(machine.cores)} cores, ${machine.platform}, Node ${machine.node}, onnxruntime ${machine.onnxruntime}.`,
    `Tasks: ${counts.join(", ")}, from ${report.origin}. At most ${String(options.maxTokens)} tokens behind at most ${String(options.maxPromptTokens)} tokens of prompt, seed ${String(options.seed)}.`,
    definitions,
    ...report.models.map(modelSection),
    ...(report.peers.length > 0 ? [peerIntroduction, ...report.peers.map(peerSection)] : []),
  ].join("\n");
}

function modelSection(run: ModelRun): string {
  const pictures = plotsOf(run);
  const image = (name: string): string => `![${name}](${name}.svg)\n`;
  const costs = pictures.filter(({ name }) => name.startsWith("cost-"));
  return [
    `## ${titleOf(run)}, ${String(run.threads)} threads\n`,
    ...costs.map(({ name }) => image(name)),
    ...run.temperatures.flatMap((one) => [
      `### Temperature ${String(one.temperature)}\n`,
      strategyTable(one.strategies),
      ...pictures
        .filter(({ name }) => name.endsWith(`-t${String(one.temperature)}`))
        .map(({ name }) => image(name)),
      familyTable(one.strategies),
      differenceList(one.strategies),
      referenceTable(one, run),
      acceptanceTable(one),
      failureList(one),
    ]),
  ].join("\n");
}

function interval(value: MedianInterval | null): string {
  if (value === null) return "";
  const { median, low, high } = value;
  return `${median.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`;
}

function strategyTable(strategies: readonly BenchedStrategy[]): string {
  return markdownTable<BenchedStrategy>(
    [
      ["strategy", ({ strategy }) => strategy],
      ["tokens/s", ({ tokensPerSecond }) => formatNumber(tokensPerSecond, 1)],
      ["speed-up", ({ speedUp }) => interval(speedUp)],
      ["tokens/pass", ({ tokensPerPass }) => formatNumber(tokensPerPass, 2)],
      ["nodes/pass", ({ nodesPerPass }) => formatNumber(nodesPerPass, 2)],
      ["outside", ({ outsideShare }) => formatPercent(outsideShare)],
      ["expected", ({ stats }) => perPass(stats.sumOfChances, stats)],
      ["accepted", ({ stats }) => perPass(stats.numAcceptedTokens, stats)],
      ["equal", equality],
    ],
    strategies,
  );
}

function perPass(sum: number, { numPasses }: DecodeStats): string {
  return numPasses === 0 ? "-" : (sum / numPasses).toFixed(2);
}

function equality({ equality: found, hasSameDraws }: BenchedStrategy): string {
  if (found === null) return "";
  if (!hasSameDraws) return "other draws";
  return `${String(found.numEqual)} of ${String(found.numCases)}`;
}

function familyTable(strategies: readonly BenchedStrategy[]): string {
  const families = taskFamilies.filter((family) =>
    strategies.some((one) => one.families.some((found) => found.family === family)),
  );
  return `Speed-up by what is being done:\n\n${markdownTable<BenchedStrategy>(
    [
      ["strategy", ({ strategy }) => strategy],
      ...families.map((family) => {
        const cell = (one: BenchedStrategy): string => {
          const found = one.families.find((candidate) => candidate.family === family);
          return interval(found?.speedUp ?? null);
        };
        return [family, cell] as const;
      }),
    ],
    strategies.slice(1),
  )}`;
}

/** Each difference of a text that should be equal. */
function differenceList(strategies: readonly BenchedStrategy[]): string {
  const held = strategies.filter(({ hasSameDraws }) => hasSameDraws).slice(1);
  if (held.length === 0) return "";
  const lines = held.flatMap(({ strategy, equality: found }) =>
    (found?.differences ?? []).map(({ caseId, position, expected, actual, topTwoGap }) => {
      const gap = topTwoGap === null ? "no second" : `gap ${topTwoGap.toFixed(4)}`;
      const [one, other] = [expected, actual].map((token) => JSON.stringify(token?.text ?? null));
      return `- ${strategy}, ${caseId}: token ${String(position)} is ${other ?? ""} and not ${one ?? ""}, ${gap}`;
    }),
  );
  return lines.length === 0
    ? "All texts that should be equal are.\n"
    : `Texts that differ, with the gap between the two best logits where they part:\n\n${lines.join("\n")}\n`;
}

function referenceTable({ strategies }: TemperatureRun, { costs }: ModelRun): string {
  const trees = referenceTrees(strategies, costs.at(-1));
  if (trees.length === 0) return "";
  return (
    "The best tree that is the same for every pass (Sequoia's table), from the drafter's hit rates by rank and the costs measured:\n\n" +
    markdownTable(
      [
        ["strategy", ({ strategy }) => strategy],
        ["drafter", ({ drafter }) => drafter],
        [
          "rates",
          ({ rates }) =>
            rates
              .slice(0, 4)
              .map((rate) => rate.toFixed(2))
              .join(" "),
        ],
        ["nodes", ({ numNodes }) => String(numNodes)],
        ["levels", ({ depth }) => String(depth)],
        ["tokens/pass", ({ tokensPerPass }) => tokensPerPass.toFixed(2)],
        ["tokens/s", ({ tokensPerSecond }) => tokensPerSecond.toFixed(1)],
        ["its own tokens/pass", ({ achieved }) => formatNumber(achieved.tokensPerPass, 2)],
        ["its own tokens/s", ({ achieved }) => formatNumber(achieved.tokensPerSecond, 1)],
      ],
      trees,
    )
  );
}

function acceptanceTable({ acceptances }: TemperatureRun): string {
  if (acceptances.length === 0) return "";
  return (
    "Steps in which a token drawn at the root was accepted, beside the most that a lossless rule can accept of so many draws from the same law:\n\n" +
    markdownTable(
      [
        ["strategy", ({ strategy }) => strategy],
        ["steps", ({ numSteps }) => String(numSteps)],
        ["accepted", ({ achieved }) => formatPercent(achieved)],
        ["optimum, independent draws", ({ optimal }) => formatPercent(optimal.independent)],
        ["optimum, distinct draws", ({ optimal }) => formatPercent(optimal.distinct)],
      ],
      acceptances,
    )
  );
}

function failureList({ failures }: TemperatureRun): string {
  if (failures.length === 0) return "";
  return `Drafters that failed, and were left out of the rest of a request:\n\n${failures.map((failure) => `- ${failure}\n`).join("")}`;
}

const peerIntroduction = `## Other engines

The same weights, prompts and threads; all engines take turns, each in a process of its own that sleeps meanwhile. Every engine writes greedily
up to the same number of tokens or the end. tokens/s: tokens written / time from where the prompt but its last token was read; for
transformers.js, which does not tell reading from writing, tokens behind the first / time behind the first.
`;

function peerSection({ weights, threads, numTokens, figures }: PeerRun): string {
  const differing = figures.filter(({ differences }) => differences.length > 0);
  return [
    `### ${weights}, ${String(threads)} threads, ${String(numTokens)} tokens\n`,
    markdownTable(
      [
        ["engine", ({ engine }) => engine],
        ["decoding", ({ strategy }) => strategy],
        ["prompt tokens/s", ({ promptTokensPerSecond }) => formatNumber(promptTokensPerSecond, 0)],
        [
          "tokens/s",
          ({ tokensPerSecond }) =>
            tokensPerSecond === undefined
              ? "-"
              : `${tokensPerSecond.value.toFixed(1)} (${tokensPerSecond.low.toFixed(1)}-${tokensPerSecond.high.toFixed(1)})`,
        ],
        ["same text", ({ numEqual, numPrompts }) => `${String(numEqual)} of ${String(numPrompts)}`],
      ],
      figures,
    ),
    ...(differing.length === 0
      ? []
      : [
          "Where texts differ from Foretype's, one token at a time: by how many nats its token leads the other one in its own row.\n",
          ...differing.map(({ engine, strategy, differences }) => {
            const leads = differences.map(({ taskId, position, lead }) => {
              const said = lead === null ? "not among the best" : lead.toFixed(3);
              return `${taskId} at ${String(position)}: ${said}`;
            });
            return `- ${engine}, ${strategy}: ${leads.join("; ")}`;
          }),
          "",
        ]),
  ].join("\n");
}
