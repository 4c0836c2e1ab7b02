import { Format, SingleBar, type Options, type Params } from "cli-progress";
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
  readonly #title: string;
  #total: number;
  #done = 0;
  #isMeasured = false;

  constructor({ title, total, stream }: ProgressBarOptions) {
    this.#title = title;
    this.#total = total;
    this.#bar = new SingleBar({
      format: (options, params) => this.#format(options, params),
      stream,
      clearOnComplete: true,
      barCompleteChar: "=",
      barIncompleteChar: " ",
      gracefulExit: false,
    });
    this.#timer = setTimeout(() => {
      this.#bar.start(this.#total, this.#done);
    }, quietMs);
  }

  advance(): void {
    this.#done++;
    this.#bar.update(this.#done);
  }

  advanceTo(done: number, total: number): void {
    this.#isMeasured = true;
    this.#total = total;
    this.#done = done;
    this.#bar.setTotal(total);
    this.#bar.update(done);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#bar.stop();
  }

  #format(options: Options, { progress, value, total, eta }: Params): string {
    if (!this.#isMeasured && total === 1) return `${this.#title} ...`;
    const bar = Format.BarFormat(progress, options);
    const amount = this.#isMeasured
      ? `${String(Math.floor(100 * progress))} %`
      : `${String(value)}/${String(total)}`;
    return `${this.#title} [${bar}] ${amount}, ${Format.TimeFormat(eta, options, 5)} left`;
  }
}
