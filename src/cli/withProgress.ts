import type { CliHost } from "./cliHost";
import type { Progress } from "./terminal/progress";

/** Does `work` under a progress bar that goes away afterwards, whatever happens. */
export async function withProgress<Result>(
  host: CliHost,
  { title, total }: { readonly title: string; readonly total: number },
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const progress = host.startProgress(title, total);
  try {
    return await work(progress);
  } finally {
    progress.stop();
  }
}
