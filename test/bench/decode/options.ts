import { parseArgs } from "node:util";
import { precisions, type Precision } from "../../../src/core/model/modelSource";
import { embeddedModelId } from "../../../src/core/model/embeddedModel";
import { ForetypeError } from "../../../src/core/errors";
import { findStrategy } from "../../../src/core/decode/strategies";

/** A model to measure, at some precisions. */
export interface BenchedModel {
  readonly model: string;
  /** What drafts for it; what the engine finds by itself if left out. */
  readonly draft: string | undefined;
  /** So many of its own first layers draft. */
  readonly earlyExit: number | undefined;
  readonly precisions: readonly Precision[];
}

export interface BenchOptions {
  readonly models: readonly BenchedModel[];
  readonly cases: string | undefined;
  /** A folder with other files of the project that the cases are from. */
  readonly texts: string | undefined;
  /** Folders with two versions of a package: changes from the one to the other are tasks too. */
  readonly edits: { readonly old: string; readonly now: string } | undefined;
  readonly perFamily: number;
  readonly seed: number;
  readonly temperatures: readonly number[];
  /** Ids beside the baseline; all that can be used if left out. */
  readonly strategies: readonly string[] | undefined;
  readonly threads: number;
  readonly maxTokens: number;
  readonly maxPromptTokens: number;
  /** Passes of each size that are timed. */
  readonly costRounds: number;
  /** The folder of packages to compare with; no comparison if left out. */
  readonly peers: string | undefined;
  readonly numPeerPrompts: number;
  readonly out: string;
}

export const usage = `npm run bench:decode -- [options]

  --model REF[+DRAFT]    id of a model or path of a GGUF file, and of the model that drafts for it, or "layers=N" for so
                         many of its own first layers; may be repeated. The embedded model if left out
  --precision A,B        how weights are stored; all three for the embedded model and "auto" for others if left out
  --cases FILE           cases as "foretype cut" writes them; cut out of Foretype's own source if left out
  --texts FOLDER         other files of the project that the cases are from; without cases Foretype's own source
  --edits OLD,NEW        folders with two published versions of a package; its authors' changes are tasks too
  --tasks N              tasks of each family (12)
  --temperature A,B      0,0.8
  --strategy A,B         beside autoregressive; every one that can be used if left out
  --threads N            0 lets the machine decide (0)
  --max-tokens N         most tokens of a completion (64)
  --max-prompt-tokens N  (512)
  --seed N               of the tasks and of what is drawn (0)
  --cost-rounds N        passes of each size that are timed (15)
  --peers FOLDER         node_modules with the engines to compare with; see test/bench/peers. No comparison if left out
  --peer-prompts N       prompts of a comparison (8)
  --out FOLDER           (bench-results)
`;

const embeddedPrecisions: readonly Precision[] = ["fp32", "int8", "int4"];

/**
 * Reads the command line.
 *
 * @throws user/bad-argument naming what is wrong
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parse(args);
  const wanted = values.precision?.split(",").map(precisionOf);
  const models = (values.model ?? [embeddedModelId]).map((reference): BenchedModel => {
    const [model = "", other] = reference.split("+");
    const layers = /^layers=(\d+)$/.exec(other ?? "")?.[1];
    const [draft, earlyExit] = layers === undefined ? [other] : [undefined, Number(layers)];
    const usual = model === embeddedModelId ? embeddedPrecisions : (["auto"] as const);
    return { model, draft, earlyExit, precisions: wanted ?? usual };
  });
  const strategies = values.strategy?.split(",").map((id) => findStrategy(id).id);
  return {
    models,
    cases: values.cases,
    texts: values.texts,
    edits: values.edits === undefined ? undefined : editsOf(values.edits),
    perFamily: wholeNumber("tasks", values.tasks),
    seed: wholeNumber("seed", values.seed),
    temperatures: values.temperature.split(",").map((text) => atLeastNought("temperature", text)),
    strategies,
    threads: wholeNumber("threads", values.threads),
    maxTokens: wholeNumber("max-tokens", values["max-tokens"]),
    maxPromptTokens: wholeNumber("max-prompt-tokens", values["max-prompt-tokens"]),
    costRounds: wholeNumber("cost-rounds", values["cost-rounds"]),
    peers: values.peers,
    numPeerPrompts: wholeNumber("peer-prompts", values["peer-prompts"]),
    out: values.out,
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseKnown> {
  try {
    return parseKnown(args);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ForetypeError("user/bad-argument", `${reason}\n\n${usage}`, { cause });
  }
}

function parseKnown(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      model: { type: "string", multiple: true },
      precision: { type: "string" },
      cases: { type: "string" },
      texts: { type: "string" },
      edits: { type: "string" },
      tasks: { type: "string", default: "12" },
      temperature: { type: "string", default: "0,0.8" },
      strategy: { type: "string" },
      threads: { type: "string", default: "0" },
      "max-tokens": { type: "string", default: "64" },
      "max-prompt-tokens": { type: "string", default: "512" },
      seed: { type: "string", default: "0" },
      "cost-rounds": { type: "string", default: "15" },
      peers: { type: "string" },
      "peer-prompts": { type: "string", default: "8" },
      out: { type: "string", default: "bench-results" },
    },
  });
}

function editsOf(text: string): { readonly old: string; readonly now: string } {
  const [old = "", now = "", ...others] = text.split(",");
  if (old !== "" && now !== "" && others.length === 0) return { old, now };
  throw new ForetypeError("user/bad-argument", `--edits takes two folders, OLD,NEW, not ${text}`);
}

function precisionOf(text: string): Precision {
  const found = precisions.find((known) => known === text);
  if (found !== undefined) return found;
  throw new ForetypeError(
    "user/bad-argument",
    `there is no precision "${text}"; choose from ${precisions.join(", ")}`,
  );
}

function wholeNumber(name: string, text: string): number {
  const value = atLeastNought(name, text);
  if (Number.isInteger(value)) return value;
  throw new ForetypeError("user/bad-argument", `--${name} must be a whole number, not ${text}`);
}

function atLeastNought(name: string, text: string): number {
  const value = Number(text);
  if (text !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new ForetypeError("user/bad-argument", `--${name} must be a number from 0 on, not ${text}`);
}
