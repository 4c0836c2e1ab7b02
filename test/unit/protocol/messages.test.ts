import { describe, expect, it } from "vitest";
import { readMessage } from "../../../src/protocol/messages";
import { EchoRpc } from "../../support/echoRpc";

const malformed: readonly unknown[] = [
  undefined,
  null,
  0,
  "request",
  [],
  {},
  { kind: "request" },
  { kind: "request", id: 1 },
  { kind: "request", id: "1", method: "echo" },
  { kind: "request", id: 0, method: "echo" },
  { kind: "request", id: 1.5, method: "echo" },
  { kind: "request", id: Number.NaN, method: "echo" },
  { kind: "cancel" },
  { kind: "result" },
  { kind: "error", id: 1 },
  { kind: "error", id: 1, error: { code: "engine/down" } },
  { kind: "error", id: 1, error: { code: "no/such-code", message: "" } },
  { kind: "error", id: 1, error: { code: "toString", message: "" } },
  { kind: "event", name: 5 },
  { kind: "greeting", id: 1 },
];

describe("readMessage", () => {
  it.each([
    [{ kind: "request", id: 1, method: "echo", params: { a: 1 } }],
    [{ kind: "cancel", id: 2 }],
    [{ kind: "result", id: 3, result: undefined }],
    [{ kind: "error", id: 4, error: { code: "model/missing", message: "gone" } }],
    [{ kind: "event", name: "log", payload: 1 }],
  ])("reads %j and leaves out what does not belong", (message) => {
    expect(readMessage({ ...message, stowaway: true })).toEqual(message);
  });

  it.each(malformed.map((value) => [value]))("refuses %j", (value) => {
    expect(readMessage(value)).toBeUndefined();
  });
});

describe("malformed messages", () => {
  it.each(malformed.map((value) => [value]))("hurt neither end: %j", (message) => {
    const rpc = new EchoRpc();
    rpc.wire.inject({ to: "client", message });
    rpc.wire.inject({ to: "server", message });
    expect(rpc.refusals).toEqual(["A message was malformed.", "A message was malformed."]);
    expect(rpc.wire.inFlight).toEqual([]);
  });
});

describe("messages at the wrong end", () => {
  it.each([
    ["client", { kind: "request", id: 1, method: "echo", params: { text: "a" } }],
    ["client", { kind: "cancel", id: 1 }],
    ["server", { kind: "result", id: 1, result: { text: "a" } }],
    ["server", { kind: "event", name: "said", payload: { text: "a" } }],
  ] as const)("are refused: %s %j", (to, message) => {
    const rpc = new EchoRpc();
    rpc.wire.inject({ to, message });
    expect(rpc.refusals).toHaveLength(1);
    expect(rpc.wire.inFlight).toEqual([]);
  });
});
