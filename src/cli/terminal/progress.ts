/** How far a long piece of work has come. */
export interface Progress {
  /** One more step is done. */
  advance(): void;
  /** So much of all of it is done, in whatever unit; in place of `advance`, where the end is known late. */
  advanceTo(done: number, total: number): void;
  /** Takes the bar off the terminal; the work is done or given up. */
  stop(): void;
}

/** Work without anybody to watch it. */
export const silentProgress: Progress = {
  advance: () => undefined,
  advanceTo: () => undefined,
  stop: () => undefined,
};
