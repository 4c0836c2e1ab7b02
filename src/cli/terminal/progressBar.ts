import { SingleBar } from "cli-progress";
import type { Progress } from "./progress";

/** Work that ends sooner needs no bar. */
const quietMs = 2000;

export interface ProgressBarOptions {
  readonly title: string;
  /** Number of steps; of a single one only the title is shown. */
  readonly total: number;
  readonly stream: NodeJS.WritableStream;
}

/** A bar on a terminal that shows itself once the work has taken two seconds. */
export class ProgressBar implements Progress {
  readonly #bar: SingleBar;
  readonly #timer: NodeJS.Timeout;
  #numDone = 0;

  constructor({ title, total, stream }: ProgressBarOptions) {
    this.#bar = new SingleBar({
      format:
        total === 1 ? `${title} ...` : `${title} [{bar}] {value}/{total}, {eta_formatted} left`,
      stream,
      clearOnComplete: true,
      barCompleteChar: "=",
      barIncompleteChar: " ",
      gracefulExit: false,
    });
    this.#timer = setTimeout(() => {
      this.#bar.start(total, this.#numDone);
    }, quietMs);
  }

  advance(): void {
    this.#numDone++;
    this.#bar.update(this.#numDone);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#bar.stop();
  }
}
