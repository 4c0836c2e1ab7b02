import { ForetypeError, messageOf } from "../../core/errors";
import type { ModelDescription } from "../../core/model/modelDescription";
import type { ModelParams, OpenResult } from "../../protocol/engineApi";
import type { EngineClient } from "../engineClient";
import type { Say } from "../say";
import { memoryQuestion } from "./memoryQuestion";
import type { ModelUi } from "./modelUi";
import { openingWords, shareDone } from "./openingWords";

export interface SwitchParts {
  readonly engine: Pick<EngineClient, "open" | "describe" | "state">;
  readonly ui: ModelUi;
  readonly paramsOf: (reference: string) => ModelParams;
  /** Writes the setting. */
  readonly keep: (reference: string) => Promise<void>;
  /** Free memory of this machine. */
  readonly freeBytes: () => number;
}

/**
 * Opens another model: says what memory it takes if that is much, converts it where that has not been done, and keeps the choice
 * once it is open. What fails or is stopped leaves the model that is open, and the setting, as they were.
 *
 * @returns whether the model is open
 */
export async function switchModel(
  wanted: { readonly reference: string; readonly name: string },
  parts: SwitchParts,
): Promise<boolean> {
  const { engine, ui, paramsOf, keep } = parts;
  const { say } = ui;
  const { name } = wanted;
  const params = paramsOf(wanted.reference);
  try {
    if (!(await agreesToMemory(name, params, parts))) return false;
    const opened = await ui.withProgress(say("Opening {name}", { name }), (report, signal) =>
      engine.open(params, {
        signal,
        onProgress: (progress) => {
          report(openingWords(progress, say), shareDone(progress));
        },
      }),
    );
    await keep(wanted.reference);
    ui.tell(news(opened, say));
    return true;
  } catch (error) {
    // Who stopped it knows.
    if (!(error instanceof ForetypeError && error.code === "user/cancelled")) {
      ui.warn(`${say("{name} was not opened.", { name })} ${messageOf(error)}`);
    }
    return false;
  }
}

async function agreesToMemory(
  name: string,
  params: ModelParams,
  { engine, ui, freeBytes }: SwitchParts,
): Promise<boolean> {
  const description = await describe(engine, params);
  if (description === undefined) return true;
  const { state } = engine;
  const givenBack = state.kind === "ready" ? state.opened.memory.steady : 0;
  const question = memoryQuestion(name, description, freeBytes() + givenBack, ui.say);
  return question === undefined || ui.confirm(question, ui.say("Open"));
}

/** `undefined` where there is no engine to ask: opening starts one. */
async function describe(
  engine: SwitchParts["engine"],
  params: ModelParams,
): Promise<ModelDescription | undefined> {
  const { kind } = engine.state;
  return kind === "ready" || kind === "loading" ? engine.describe(params) : undefined;
}

function news({ name, hasFim, msPerToken, msPerPromptToken }: OpenResult, say: Say): string {
  const open = say("{name} is open.", { name });
  const speed = say("In a short trial it took {ms} ms a token, and {promptMs} ms for a prompt of 600 tokens.", {
    ms: msPerToken.toFixed(0),
    promptMs: (msPerPromptToken * 600).toFixed(0),
  });
  const blind = hasFim ? "" : ` ${say("It does not see the text after the cursor.")}`;
  return `${open} ${speed}${blind}`;
}
