import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import type { WorkerReply, WorkerRequest } from "./workerApi";

/** A process that holds one engine with one model, and answers one question at a time. */
export class Worker {
  readonly name: string;
  readonly #process: ChildProcess;
  #last: Promise<unknown> = Promise.resolve();

  /** @param file of the program, relative to this one */
  constructor(name: string, file: string) {
    this.name = name;
    this.#process = fork(path.join(__dirname, file), {
      execArgv: ["--import", "tsx"],
    });
  }

  /** Waits for the answer to the last question before it asks. */
  ask(request: WorkerRequest): Promise<WorkerReply> {
    const answer = this.#last.then(() => this.#send(request));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  #send(request: WorkerRequest): Promise<WorkerReply> {
    return new Promise((resolve, reject) => {
      this.#process.once("exit", (code) => {
        reject(new Error(`${this.name} ended with code ${String(code)}`));
      });
      this.#process.once("message", (reply: WorkerReply) => {
        this.#process.removeAllListeners("exit");
        resolve(reply);
      });
      this.#process.send(request);
    });
  }

  end(): void {
    this.#process.removeAllListeners("exit");
    this.#process.kill();
  }
}
