import type { ErrorCode } from "../../src/core/errors";
import type { Lesson } from "../../src/core/complete/lesson";
import type { Outcome } from "../../src/core/complete/outcome";
import type { EngineProcess, ProcessEnd } from "../../src/extension/engineProcess";
import type { Channel } from "../../src/protocol/channel";
import {
  protocolVersion,
  type CompleteParams,
  type EngineTuning,
  type FocusParams,
  type ModelParams,
  type OpeningProgress,
  type OpenParams,
  type OpenResult,
} from "../../src/protocol/engineApi";
import { readMessage, type Message } from "../../src/protocol/messages";

/** The engine's side of a conversation, played by the test. It is "in order": a message arrives when it is posted. */
export class FakeEngineProcess implements EngineProcess {
  readonly pid = undefined;
  readonly channel: Channel;
  readonly received: Message[] = [];
  /** Whether this window has left it, or ended it for all. */
  isLeft = false;
  isKilled = false;
  readonly #toClient = new Set<(message: unknown) => void>();
  #onEnd: (end: ProcessEnd) => void = () => undefined;

  constructor() {
    this.channel = {
      post: (value) => {
        const message = readMessage(structuredClone(value));
        if (message !== undefined) this.received.push(message);
      },
      onMessage: (listener) => {
        this.#toClient.add(listener);
        return {
          dispose: () => {
            this.#toClient.delete(listener);
          },
        };
      },
    };
  }

  onEnd(listener: (end: ProcessEnd) => void): void {
    this.#onEnd = listener;
  }

  leave(): void {
    this.isLeft = true;
  }

  kill(): void {
    this.isLeft = true;
    this.isKilled = true;
  }

  say(message: Message): void {
    for (const listener of [...this.#toClient]) listener(message);
  }

  speak(version = protocolVersion): void {
    this.say({ kind: "event", name: "started", payload: { protocolVersion: version } });
  }

  /** The models that the client has asked for, oldest first. */
  get opens(): readonly { readonly id: number; readonly params: OpenParams }[] {
    return this.#requests("open") as { id: number; params: OpenParams }[];
  }

  get completes(): readonly { readonly id: number; readonly params: CompleteParams }[] {
    return this.#requests("complete") as { id: number; params: CompleteParams }[];
  }

  /** Answers the newest `open`. */
  opened(): void {
    const { id, params } = last(this.opens);
    const result = openedModel({ modelId: params.model, precision: params.precision });
    this.say({ kind: "result", id, result });
  }

  /** Tells how far the newest `open` is. */
  opening(progress: OpeningProgress): void {
    this.say({ kind: "event", name: "opening", payload: progress });
  }

  get warms(): readonly { readonly id: number; readonly params: CompleteParams }[] {
    return this.#requests("warm") as { id: number; params: CompleteParams }[];
  }

  get describes(): readonly { readonly id: number; readonly params: ModelParams }[] {
    return this.#requests("describe") as { id: number; params: ModelParams }[];
  }

  /** What the client has said of itself and of how the engine is to behave. */
  get focuses(): readonly { readonly id: number; readonly params: FocusParams }[] {
    return this.#requests("focus") as { id: number; params: FocusParams }[];
  }

  get tunings(): readonly { readonly id: number; readonly params: EngineTuning }[] {
    return this.#requests("configure") as { id: number; params: EngineTuning }[];
  }

  /** Tells that the open model was unloaded, or is there again. */
  rests(isResting: boolean): void {
    this.say({ kind: "event", name: "resting", payload: { isResting } });
  }

  get learns(): readonly { readonly id: number; readonly params: Lesson }[] {
    return this.#requests("learn") as { id: number; params: Lesson }[];
  }

  /** Answers a request. */
  answer(id: number, result: unknown): void {
    this.say({ kind: "result", id, result });
  }

  /** Answers the newest `complete`. */
  completed(outcome: Outcome): void {
    this.say({ kind: "result", id: last(this.completes).id, result: outcome });
  }

  /** Refuses the newest request. */
  refuse(code: ErrorCode, message: string): void {
    const { id } = last([...this.opens, ...this.completes].sort((a, b) => a.id - b.id));
    this.say({ kind: "error", id, error: { code, message } });
  }

  crash(sentence = "The engine process ended by SIGSEGV."): void {
    this.#onEnd({ code: "engine/crashed", sentence });
  }

  cannotBegin(end: ProcessEnd): void {
    this.#onEnd(end);
  }

  #requests(method: string): readonly { readonly id: number; readonly params: unknown }[] {
    return this.received.flatMap((message) =>
      message.kind === "request" && message.method === method ? [message] : [],
    );
  }
}

export const seedParams: ModelParams = {
  model: "seed",
  modelsFolder: "/models",
  cacheFolder: "/cache",
  modelFolders: [],
  precision: "int8",
  threads: 0,
  provider: "cpu",
};

/** What the engine says of a model that it has opened. */
export function openedModel(changes: Partial<OpenResult> = {}): OpenResult {
  return {
    modelId: "seed",
    name: "Seed",
    architecture: "LlamaForCausalLM",
    precision: "int8",
    threads: 2,
    provider: "cpu",
    numParameters: 10,
    exactShare: 0,
    memory: { steady: 1e8, peak: 2e8 },
    hasFim: true,
    holeStart: "window",
    msPerToken: 2,
    msPerPromptToken: 0.5,
    costs: [
      { numNodes: 1, ms: 2 },
      { numNodes: 8, ms: 3 },
    ],
    costContext: 512,
    maxLength: 2048,
    loadMs: 5,
    ...changes,
  };
}

function last<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (item === undefined) throw new Error("nothing was asked");
  return item;
}
