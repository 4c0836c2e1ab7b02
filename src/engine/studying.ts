import { setImmediate } from "node:timers/promises";
import type { OpenEngine } from "./openEngine";
import type { TurnQueue } from "./turnQueue";

/** A model that has something to study; `undefined` while it rests. */
export interface Student {
  readonly engine: Pick<OpenEngine, "study"> | undefined;
}

/** Lets models study what they were told, some milliseconds at a time, in between requests. */
export class Studying {
  readonly #queue: TurnQueue;
  readonly #students = new Set<Student>();
  #isStudying = false;

  constructor(queue: TurnQueue) {
    this.#queue = queue;
  }

  /** There is something for it to study. */
  add(student: Student): void {
    this.#students.add(student);
    if (!this.#isStudying) void this.#studyAll();
  }

  async #studyAll(): Promise<void> {
    this.#isStudying = true;
    while (this.#students.size > 0) {
      // A turn of the event loop, in which requests come in and take their places in the queue.
      await setImmediate();
      await this.#queue.run(() => {
        for (const student of this.#students) {
          if (student.engine?.study() !== true) this.#students.delete(student);
          break;
        }
        return Promise.resolve();
      });
    }
    this.#isStudying = false;
  }
}
