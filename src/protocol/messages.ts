import { isErrorCode } from "./errorCodes";
import type { ErrorCode } from "../core/errors";

/** Asks for a result. The client numbers its requests 1, 2, 3... and never uses a number twice. */
export interface RequestMessage {
  readonly kind: "request";
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** The client no longer needs the result. The request is answered all the same, sooner. */
export interface CancelMessage {
  readonly kind: "cancel";
  readonly id: number;
}

export interface ResultMessage {
  readonly kind: "result";
  readonly id: number;
  readonly result: unknown;
}

export interface ErrorMessage {
  readonly kind: "error";
  readonly id: number;
  readonly error: { readonly code: ErrorCode; readonly message: string };
}

/** Something the server says unasked. */
export interface EventMessage {
  readonly kind: "event";
  readonly name: string;
  readonly payload: unknown;
}

export type Message = RequestMessage | CancelMessage | ResultMessage | ErrorMessage | EventMessage;

/**
 * Reads what came through a channel. Contents (`params`, `result`, `payload`) are not looked at: whoever knows the method
 * does that.
 *
 * @returns `undefined` for anything that is no message
 */
export function readMessage(value: unknown): Message | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (kind === "event") {
    const { name, payload } = value;
    return typeof name === "string" ? { kind, name, payload } : undefined;
  }
  if (!isId(id)) return undefined;
  switch (kind) {
    case "request": {
      const { method, params } = value;
      return typeof method === "string" ? { kind, id, method, params } : undefined;
    }
    case "cancel":
      return { kind, id };
    case "result":
      return { kind, id, result: value["result"] };
    case "error": {
      const error = value["error"];
      if (!isRecord(error)) return undefined;
      const { code, message } = error;
      return isErrorCode(code) && typeof message === "string"
        ? { kind, id, error: { code, message } }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether `value` is an object whose fields can be read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}
