import { ForetypeError } from "../core/errors";
import type { Cancellation, Clock } from "../core/ports";
import { CancellationSource, type CancellationToken } from "../protocol/cancellationSource";
import {
  defaultTuning,
  protocolVersion,
  type EngineTuning,
  type OpeningProgress,
  type OpenParams,
  type OpenResult,
} from "../protocol/engineApi";
import type { Alarm } from "./alarm";
import type { PrepareEngine } from "./preparedEngine";
import { SharedModel } from "./sharedModel";
import { notWanted, SharedPreparations } from "./sharedPreparations";
import { tellSeldom } from "./tellSeldom";

/** How long a model stays loaded that its last window has left: a window that is loaded anew comes back within seconds. */
export const lingerMs = 30_000;

interface ModelShelfParts<Client> {
  readonly prepareEngine: PrepareEngine;
  /** Runs a job when no request runs; `client` is who waits for it. */
  readonly inTurn: <Result>(job: () => Promise<Result>, client?: Client) => Promise<Result>;
  readonly onResting: (client: Client, isResting: boolean) => void;
  readonly clock: Clock;
  readonly alarm: Alarm;
}

/**
 * The models that are open, each for all clients that want it, and how another takes a client's: it is prepared while the old one goes
 * on answering, and only then is the old one closed, if nobody else has it, because two at once may not fit into memory. A client's
 * newest wish counts. What fails, is cancelled or is overtaken leaves it the old model.
 */
export class ModelShelf<Client extends object> {
  readonly #parts: ModelShelfParts<Client>;
  readonly #preparations: SharedPreparations;
  readonly #models = new Map<string, SharedModel<Client>>();
  readonly #choices = new Map<Client, SharedModel<Client>>();
  readonly #wishes = new Map<Client, CancellationSource>();
  readonly #gone = new WeakSet<Client>();
  #tuning = defaultTuning;

  constructor(parts: ModelShelfParts<Client>) {
    this.#parts = parts;
    this.#preparations = new SharedPreparations(parts.prepareEngine);
  }

  /** The model that a client has open. */
  modelOf(client: Client): SharedModel<Client> | undefined {
    return this.#choices.get(client);
  }

  /** @throws engine/protocol, user/cancelled, and what preparing and loading throw */
  async open(
    client: Client,
    { protocolVersion: version, ...params }: OpenParams,
    watch: {
      readonly token: CancellationToken;
      readonly onOpening: (progress: OpeningProgress) => void;
    },
  ): Promise<OpenResult> {
    const { clock, inTurn } = this.#parts;
    const begun = clock.now();
    checkVersion(version);
    this.#wishes.get(client)?.cancel();
    const wish = new CancellationSource();
    this.#wishes.set(client, wish);
    const subscription = watch.token.onCancelled(() => {
      wish.cancel();
    });
    const onProgress = tellSeldom(watch.onOpening, wish, clock);
    const key = JSON.stringify(params);
    try {
      const model =
        this.#models.get(key) ??
        new SharedModel<Client>(
          key,
          await this.#preparations.prepare(key, params, { token: wish, onProgress }),
          this.#partsOfModel(key),
        );
      return await inTurn(async () => {
        checkWanted(wish);
        onProgress({ stage: "loading", done: 0, total: 1 });
        // Another client may have been faster.
        const { facts } = await this.#choose(client, this.#models.get(key) ?? model);
        return { ...facts, loadMs: clock.now() - begun };
      }, client);
    } finally {
      subscription.dispose();
      if (this.#wishes.get(client) === wish) this.#wishes.delete(client);
    }
  }

  /** Something was asked of the client's model: it does not rest for a while. */
  used(client: Client): void {
    this.#choices.get(client)?.restAfter(this.#tuning.unloadAfterMs);
  }

  tune(tuning: EngineTuning): void {
    this.#tuning = tuning;
    for (const model of this.#models.values()) {
      model.keepDocuments(tuning.documentBytes);
      if (model.clients.size > 0) model.restAfter(tuning.unloadAfterMs);
    }
  }

  /** The client has gone. */
  leave(client: Client): void {
    this.#gone.add(client);
    this.#wishes.get(client)?.cancel();
    const model = this.#choices.get(client);
    this.#choices.delete(client);
    model?.leave(client);
    if (model?.clients.size === 0) model.restAfter(lingerMs);
  }

  async #choose(client: Client, model: SharedModel<Client>): Promise<SharedModel<Client>> {
    const old = this.#choices.get(client);
    const isOldFree = old !== undefined && old !== model && old.clients.size === 1;
    if (isOldFree) await old.unload();
    try {
      model.keepDocuments(this.#tuning.documentBytes);
      await model.load();
    } catch (error) {
      if (isOldFree) {
        await old.load();
        old.restAfter(this.#gone.has(client) ? lingerMs : this.#tuning.unloadAfterMs);
      }
      throw error;
    }
    if (old !== model) old?.leave(client);
    if (isOldFree) this.#models.delete(old.key);
    this.#models.set(model.key, model);
    this.#choices.set(client, model);
    model.clients.add(client);
    model.restAfter(this.#tuning.unloadAfterMs);
    // It may have left while the model was loaded.
    if (this.#gone.has(client)) this.leave(client);
    return model;
  }

  #partsOfModel(key: string): ConstructorParameters<typeof SharedModel>[2] {
    return {
      ...this.#parts,
      onResting: (isResting) => {
        const clients = this.#models.get(key)?.clients ?? [];
        for (const client of clients) this.#parts.onResting(client, isResting);
        // Whoever wants it later looks for it anew: its files may have changed.
        if (isResting && this.#models.get(key)?.clients.size === 0) this.#models.delete(key);
      },
    };
  }
}

function checkVersion(version: number): void {
  if (version === protocolVersion) return;
  throw new ForetypeError(
    "engine/protocol",
    `The extension speaks protocol ${String(version)}, the engine ${String(protocolVersion)}. Reload the window.`,
  );
}

function checkWanted(wish: Cancellation): void {
  if (wish.isCancelled) throw notWanted();
}
