import { ForetypeError } from "../../src/core/errors";
import type { CancellationToken } from "../../src/protocol/cancellationSource";
import { Fields } from "../../src/protocol/fields";
import { RpcClient } from "../../src/protocol/rpcClient";
import { RpcServer } from "../../src/protocol/rpcServer";
import { TestWire } from "./testWire";

/** An RPC small enough to reason about: gives back what it was given, when the test says so. */
export interface EchoRequests {
  echo: { readonly params: { readonly text: string }; readonly result: { readonly text: string } };
}

export interface EchoEvents {
  said: { readonly text: string };
}

/** A call of the handler that the test has not finished. */
export interface OpenAnswer {
  readonly text: string;
  readonly cancellation: CancellationToken;
  finish(): void;
  fail(error: unknown): void;
}

/** Both ends over a wire, and what they did. */
export class EchoRpc {
  readonly wire = new TestWire();
  readonly answers: OpenAnswer[] = [];
  readonly said: string[] = [];
  readonly refusals: string[] = [];
  readonly client: RpcClient<EchoRequests, EchoEvents>;
  readonly server: RpcServer<EchoRequests, EchoEvents>;

  constructor() {
    const onRefused = (sentence: string): void => {
      this.refusals.push(sentence);
    };
    this.client = new RpcClient<EchoRequests, EchoEvents>(this.wire.client, {
      results: { echo: parseText },
      events: {
        said: {
          parse: parseText,
          handle: ({ text }) => {
            this.said.push(text);
          },
        },
      },
      onRefused,
    });
    this.server = new RpcServer<EchoRequests, EchoEvents>(this.wire.server, {
      handlers: {
        echo: {
          parse: parseText,
          handle: ({ text }, cancellation) =>
            new Promise((resolve, reject) => {
              const finish = (): void => {
                resolve({ text });
              };
              this.answers.push({ text, cancellation, finish, fail: reject });
            }),
        },
      },
      onRefused,
    });
  }

  /** The handler's only open call. */
  get onlyAnswer(): OpenAnswer {
    const [answer, ...more] = this.answers;
    if (answer === undefined || more.length > 0) {
      throw new Error(`expected one open answer, found ${String(this.answers.length)}`);
    }
    return answer;
  }
}

/** The error that closes a channel whose other end is gone. */
export function downError(): ForetypeError {
  return new ForetypeError("engine/down", "The other side is gone.");
}

function parseText(value: unknown): { readonly text: string } {
  return { text: new Fields(value, "echo").string("text") };
}
