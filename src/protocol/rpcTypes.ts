import type { CancellationToken } from "./cancellationSource";
import type { Parser } from "./fields";

/** Methods of an RPC by name, each with what it takes and gives. An interface of this form types both ends. */
export type RequestTable<Requests> = {
  readonly [Method in keyof Requests]: { readonly params: unknown; readonly result: unknown };
};

/** How one end reads the results that it asked for. */
export type ResultParsers<Requests extends RequestTable<Requests>> = {
  readonly [Method in keyof Requests]: Parser<Requests[Method]["result"]>;
};

/** What one end does with the events of the other. */
export type EventSinks<Events> = {
  readonly [Name in keyof Events]: {
    readonly parse: Parser<Events[Name]>;
    readonly handle: (payload: Events[Name]) => void;
  };
};

/** How one end answers. A handler that throws gives an error reply with the error's code. */
export type Handlers<Requests extends RequestTable<Requests>> = {
  readonly [Method in keyof Requests]: {
    readonly parse: Parser<Requests[Method]["params"]>;
    readonly handle: (
      params: Requests[Method]["params"],
      cancellation: CancellationToken,
    ) => Promise<Requests[Method]["result"]>;
  };
};

/** Told of every message that was refused, in a sentence for the log without the message's contents. */
export type RefusalListener = (sentence: string) => void;
