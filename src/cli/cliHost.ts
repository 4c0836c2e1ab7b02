import type { Cancellation, Clock } from "../core/ports";
import type { Machine } from "../store/modelPlaces";
import type { Progress } from "./terminal/progress";

/** What commands need of the program around them; tests bring their own. */
export interface CliHost {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Where this machine keeps things. */
  readonly machine: Machine;
  /** Models that `--models-folder` does not override. */
  readonly modelsFolder: string;
  /** Source to measure on when no cases are named. */
  readonly sourcesFolder: string;
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  /** The path of a file that the constraint of syntax reads, by its bare name. */
  readonly locateGrammar: (file: string) => string;
  /** Whether errors show where they come from. */
  readonly isDebugging: boolean;
  readonly clock: Clock;
  /** Becomes true at the first Ctrl+C. */
  readonly cancellation: Cancellation;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** Results go to standard output. */
  print(text: string): void;
  /** Everything else goes to standard error. */
  note(text: string): void;
  startProgress(title: string, total: number): Progress;
}
