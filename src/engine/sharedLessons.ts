import type { Lesson } from "../core/complete/lesson";
import type { OpenEngine } from "./openEngine";

/**
 * What clients have told a model of texts. Two windows may have the same document: it is forgotten when the last one that told of it
 * does not want it to be known any more, or has gone.
 */
export class SharedLessons<Client> {
  readonly #tellers = new Map<string, Set<Client>>();

  tell(client: Client, lesson: Lesson, engine: Pick<OpenEngine, "learn">): void {
    switch (lesson.kind) {
      case "text": {
        const tellers = this.#tellers.get(lesson.name) ?? new Set();
        this.#tellers.set(lesson.name, tellers.add(client));
        engine.learn(lesson);
        return;
      }
      case "forget":
        this.#forget(client, lesson.name, engine);
        return;
      case "accepted":
        engine.learn(lesson);
        return;
      default:
        lesson satisfies never;
    }
  }

  /** Forgets what only this client has told of. */
  leave(client: Client, engine: Pick<OpenEngine, "learn"> | undefined): void {
    for (const name of [...this.#tellers.keys()]) this.#forget(client, name, engine);
  }

  /** The model that knew it is gone. */
  clear(): void {
    this.#tellers.clear();
  }

  #forget(client: Client, name: string, engine: Pick<OpenEngine, "learn"> | undefined): void {
    const tellers = this.#tellers.get(name);
    if (tellers?.delete(client) !== true || tellers.size > 0) return;
    this.#tellers.delete(name);
    engine?.learn({ kind: "forget", name });
  }
}
