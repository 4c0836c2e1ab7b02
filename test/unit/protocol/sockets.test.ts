import crypto from "node:crypto";
import v8 from "node:v8";
import { describe, expect, it } from "vitest";
import { ByteStream } from "../../../src/protocol/byteStream";
import { greetEngine, greetWindow } from "../../../src/protocol/handshake";
import { SocketChannel } from "../../../src/protocol/socketChannel";
import { socketPair } from "../../support/fakeSockets";
import { turn } from "../../support/testWire";

describe("ByteStream", () => {
  it("gives the lengths that are wanted, however the bytes come", async () => {
    const [near, far] = socketPair();
    near.pieceLength = 3;
    const stream = new ByteStream(far);
    const first = stream.read(5);
    near.write(Uint8Array.of(1, 2, 3, 4, 5, 6, 7), () => undefined);
    expect([...(await first)]).toEqual([1, 2, 3, 4, 5]);
    expect([...(await stream.read(0))]).toEqual([]);
    expect([...(await stream.read(2))]).toEqual([6, 7]);
  });

  it("ends reading when it is closed, now and later, and says why", async () => {
    const [near, far] = socketPair();
    const stream = new ByteStream(far);
    const reading = stream.read(1);
    far.emit("error", new Error("ECONNRESET"));
    near.destroy();
    await expect(reading).rejects.toThrow("ECONNRESET");
    await stream.closed;
    await expect(stream.read(1)).rejects.toMatchObject({ code: "engine/down" });
    await stream.write(Uint8Array.of(1));
    expect(far.written).toEqual([]);
  });
});

describe("SocketChannel", () => {
  function channels(): readonly [SocketChannel, SocketChannel] {
    const [near, far] = socketPair();
    near.pieceLength = 7;
    return [
      new SocketChannel(new ByteStream(near), v8),
      new SocketChannel(new ByteStream(far), v8),
    ];
  }

  it("carries messages whole and in order, those that came early too", async () => {
    const [near, far] = channels();
    const messages = [{ a: Infinity }, "é".repeat(100), undefined, { kind: "event", list: [1, 2] }];
    const came: unknown[] = [];
    for (const message of messages) near.post(message);
    await near.flushed();
    const subscription = far.onMessage((message) => came.push(message));
    await turn();
    expect(came).toEqual(messages);
    subscription.dispose();
    near.post("unheard");
    await turn();
    expect(came).toHaveLength(messages.length);
  });

  it.each([
    ["too long", Uint8Array.of(255, 255, 255, 255, 1)],
    ["nonsense", Uint8Array.of(2, 0, 0, 0, 9, 9)],
  ])("closes at a message that is %s", async (_, bytes) => {
    const [near, far] = socketPair();
    const stream = new ByteStream(far);
    const came: unknown[] = [];
    new SocketChannel(stream, v8).onMessage((message) => came.push(message));
    near.write(bytes, () => undefined);
    await stream.closed;
    expect(came).toEqual([]);
  });
});

describe("the handshake", () => {
  const token = crypto.randomBytes(32);
  const pid = 123_456;

  it("tells the window the engine's process, and never sends the token", async () => {
    const [near, far] = socketPair();
    const meeting = greetWindow(new ByteStream(far), { token, crypto }, pid);
    expect(await greetEngine(new ByteStream(near), { token, crypto })).toBe(pid);
    await meeting;
    const sent = Buffer.concat([...near.written, ...far.written]);
    expect(sent.includes(token)).toBe(false);
  });

  it("is another each time", async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(async () => {
        const [near, far] = socketPair();
        void greetWindow(new ByteStream(far), { token, crypto }, pid);
        await greetEngine(new ByteStream(near), { token, crypto });
        await turn();
        return Buffer.concat(near.written).toString("hex");
      }),
    );
    expect(first).not.toBe(second);
  });

  it("refuses an engine without the token, which learns no proof", async () => {
    const [near, far] = socketPair();
    const other = { token: crypto.randomBytes(32), crypto };
    const meeting = greetWindow(new ByteStream(far), other, pid);
    const greeting = greetEngine(new ByteStream(near), { token, crypto });
    await expect(greeting).rejects.toMatchObject({ code: "engine/protocol" });
    expect(near.written.map(({ length }) => length)).toEqual([32]);
    near.destroy();
    await expect(meeting).rejects.toMatchObject({ code: "engine/down" });
  });

  it.each(["another token's", "the engine's own"])(
    "refuses a window with %s proof",
    async (whose) => {
      const [near, far] = socketPair();
      const meeting = expect(
        greetWindow(new ByteStream(far), { token, crypto }, pid),
      ).rejects.toMatchObject({ code: "engine/protocol" });
      const stream = new ByteStream(near);
      void stream.write(crypto.randomBytes(32));
      await stream.read(36);
      const proof = await stream.read(32);
      void stream.write(whose === "the engine's own" ? proof : crypto.randomBytes(32));
      await meeting;
    },
  );
});
