import type { CancellationToken } from "../protocol/cancellationSource";
import { Ticket, type Withdrawal } from "./ticket";
import type { TurnQueue } from "./turnQueue";

/** A request that waits for its turn. */
export interface TurnJob<Result> {
  readonly isFavoured: () => boolean;
  /** Called at once. */
  begin(ticket: Ticket): void;
  /** What it comes to when it is withdrawn before its turn. */
  withdrawn(why: Withdrawal): Result;
  run(ticket: Ticket): Promise<Result>;
  /** Called when nothing more is to come. */
  end(ticket: Ticket): void;
}

/** Runs a job when its turn comes. Withdrawn before, it settles at once; withdrawn later, it is the job that has to end. */
export function whenTurn<Result>(
  queue: TurnQueue,
  token: CancellationToken,
  job: TurnJob<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let isRunning = false;
    const ticket = new Ticket((why) => {
      if (!isRunning) resolve(job.withdrawn(why));
    });
    job.begin(ticket);
    const subscription = token.onCancelled(() => {
      ticket.withdraw("cancelled");
    });
    queue
      .run(async () => {
        if (ticket.isCancelled) return;
        isRunning = true;
        resolve(await job.run(ticket));
      }, job.isFavoured)
      .catch(reject)
      .finally(() => {
        subscription.dispose();
        job.end(ticket);
      });
  });
}
