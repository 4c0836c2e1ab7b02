import { describe, expect, it } from "vitest";
import { ForetypeError } from "../../../src/core/errors";
import { downError, EchoRpc } from "../../support/echoRpc";
import { turn } from "../../support/testWire";

describe("a call", () => {
  it("resolves with the handler's result", async () => {
    const rpc = new EchoRpc();
    const { result } = rpc.client.call("echo", { text: "a" });
    await rpc.wire.settle();
    rpc.onlyAnswer.finish();
    await rpc.wire.settle();
    await expect(result).resolves.toEqual({ text: "a" });
  });

  it("gets its own result when replies overtake each other", async () => {
    const rpc = new EchoRpc();
    const results = ["a", "b", "c"].map((text) => rpc.client.call("echo", { text }).result);
    await rpc.wire.settle();
    for (const answer of [...rpc.answers].reverse()) answer.finish();
    await rpc.wire.settle();
    expect(await Promise.all(results)).toEqual([{ text: "a" }, { text: "b" }, { text: "c" }]);
  });

  it.each([
    [new ForetypeError("model/corrupt", "weights are cut short"), "model/corrupt"],
    [new TypeError("x is undefined"), "invariant"],
    ["a thrown string", "invariant"],
  ])("rejects with the code of what its handler threw: %s", async (thrown, code) => {
    const rpc = new EchoRpc();
    const { result } = rpc.client.call("echo", { text: "a" });
    await rpc.wire.settle();
    rpc.onlyAnswer.fail(thrown);
    const expected = { code, message: thrown instanceof Error ? thrown.message : thrown };
    await Promise.all([expect(result).rejects.toMatchObject(expected), rpc.wire.settle()]);
  });

  it("rejects when its parameters cannot be cloned, and others go on", async () => {
    const rpc = new EchoRpc();
    const params = { text: "a", extra: () => undefined };
    await expect(rpc.client.call("echo", params).result).rejects.toMatchObject({
      code: "engine/protocol",
    });
    expect(rpc.wire.inFlight).toEqual([]);
  });

  it("rejects when the reply does not fit", async () => {
    const rpc = new EchoRpc();
    const { result } = rpc.client.call("echo", { text: "a" });
    rpc.wire.inject({ to: "client", message: { kind: "result", id: 1, result: { text: 7 } } });
    await expect(result).rejects.toMatchObject({
      code: "engine/protocol",
      message: "echo: text is not text.",
    });
  });

  it("settles by the first reply alone", async () => {
    const rpc = new EchoRpc();
    const { result } = rpc.client.call("echo", { text: "a" });
    for (const text of ["first", "second"]) {
      rpc.wire.inject({ to: "client", message: { kind: "result", id: 1, result: { text } } });
    }
    await expect(result).resolves.toEqual({ text: "first" });
  });
});

describe("cancelling", () => {
  it("reaches the handler, whose answer settles the call", async () => {
    const rpc = new EchoRpc();
    const call = rpc.client.call("echo", { text: "a" });
    await rpc.wire.settle();
    let numCancelled = 0;
    rpc.onlyAnswer.cancellation.onCancelled(() => numCancelled++);
    call.cancel();
    call.cancel();
    await rpc.wire.settle();
    expect(rpc.onlyAnswer.cancellation.isCancelled).toBe(true);
    expect(numCancelled).toBe(1);
    rpc.onlyAnswer.finish();
    await rpc.wire.settle();
    await expect(call.result).resolves.toEqual({ text: "a" });
  });

  it("sends nothing once the call is settled", async () => {
    const rpc = new EchoRpc();
    const call = rpc.client.call("echo", { text: "a" });
    await rpc.wire.settle();
    rpc.onlyAnswer.finish();
    await rpc.wire.settle();
    call.cancel();
    expect(rpc.wire.inFlight).toEqual([]);
  });

  it("calls a listener at once that comes late, and never one that left", () => {
    const rpc = new EchoRpc();
    const call = rpc.client.call("echo", { text: "a" });
    rpc.wire.deliver(0);
    const { cancellation } = rpc.onlyAnswer;
    const heard: string[] = [];
    cancellation
      .onCancelled(() => {
        heard.push("left");
      })
      .dispose();
    call.cancel();
    rpc.wire.deliver(0);
    cancellation.onCancelled(() => {
      heard.push("late");
    });
    expect(heard).toEqual(["late"]);
  });
});

describe("closing", () => {
  it("rejects what is pending and what comes later", async () => {
    const rpc = new EchoRpc();
    const pending = rpc.client.call("echo", { text: "a" }).result;
    rpc.client.close(downError());
    const late = rpc.client.call("echo", { text: "b" }).result;
    await expect(pending).rejects.toMatchObject({ code: "engine/down" });
    await expect(late).rejects.toMatchObject({ code: "engine/down" });
    expect(rpc.wire.inFlight).toHaveLength(1);
  });

  it("cancels what the server runs and silences it", async () => {
    const rpc = new EchoRpc();
    const { result } = rpc.client.call("echo", { text: "a" });
    await rpc.wire.settle();
    rpc.server.close();
    expect(rpc.onlyAnswer.cancellation.isCancelled).toBe(true);
    rpc.onlyAnswer.finish();
    await turn();
    expect(rpc.wire.inFlight).toEqual([]);
    rpc.client.close(downError());
    await expect(result).rejects.toMatchObject({ code: "engine/down" });
  });
});

describe("events", () => {
  it("arrive in order", async () => {
    const rpc = new EchoRpc();
    rpc.server.emit("said", { text: "a" });
    rpc.server.emit("said", { text: "b" });
    await rpc.wire.settle();
    expect(rpc.said).toEqual(["a", "b"]);
  });

  it.each([
    [{ kind: "event", name: "unheard", payload: {} }],
    [{ kind: "event", name: "said", payload: { text: 3 } }],
    [{ kind: "event", name: "toString", payload: {} }],
  ])("that do not fit are refused: %j", (message) => {
    const rpc = new EchoRpc();
    rpc.wire.inject({ to: "client", message });
    expect(rpc.said).toEqual([]);
    expect(rpc.refusals).toHaveLength(1);
  });
});

describe("requests that do not fit", () => {
  it.each([
    ["an unknown method", { kind: "request", id: 1, method: "toString", params: {} }],
    ["bad parameters", { kind: "request", id: 1, method: "echo", params: { text: null } }],
    ["no parameters", { kind: "request", id: 1, method: "echo" }],
  ])("get an error reply: %s", async (_, message) => {
    const rpc = new EchoRpc();
    rpc.wire.inject({ to: "server", message });
    await turn();
    expect(rpc.answers).toEqual([]);
    expect(rpc.wire.inFlight).toMatchObject([
      { message: { kind: "error", id: 1, error: { code: "engine/protocol" } } },
    ]);
  });

  it("that come twice run once", async () => {
    const rpc = new EchoRpc();
    const message = { kind: "request", id: 1, method: "echo", params: { text: "a" } };
    rpc.wire.inject({ to: "server", message });
    rpc.wire.inject({ to: "server", message });
    await turn();
    expect(rpc.onlyAnswer.text).toBe("a");
    expect(rpc.refusals).toEqual(["A request came twice."]);
  });
});
