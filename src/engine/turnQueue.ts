interface Job {
  /** Asked when its turn may have come, for it may change while the job waits. */
  readonly isFavoured: () => boolean;
  start(): Promise<void>;
}

const neverFavoured = (): boolean => false;

/** Runs jobs one at a time: favoured ones first, and those alike in the order in which they came. */
export class TurnQueue {
  readonly #waiting: Job[] = [];
  #isRunning = false;

  /** Settles as the job does. A job that fails does not hinder the next. */
  run<Result>(job: () => Promise<Result>, isFavoured = neverFavoured): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ isFavoured, start: () => job().then(resolve, reject) });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    // What comes in the same moment is compared.
    await Promise.resolve();
    for (let job = this.#next(); job !== undefined; job = this.#next()) await job.start();
    this.#isRunning = false;
  }

  #next(): Job | undefined {
    const favoured = this.#waiting.findIndex(({ isFavoured }) => isFavoured());
    return this.#waiting.splice(Math.max(0, favoured), 1)[0];
  }
}
