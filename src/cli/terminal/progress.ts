/** How far a long piece of work has come. */
export interface Progress {
  /** One more step is done. */
  advance(): void;
  /** Takes the bar off the terminal; the work is done or given up. */
  stop(): void;
}

/** Work without anybody to watch it. */
export const silentProgress: Progress = {
  advance: () => undefined,
  stop: () => undefined,
};
