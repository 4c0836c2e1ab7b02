import crypto from "node:crypto";
import net from "node:net";
import v8 from "node:v8";
import { ByteStream } from "../../protocol/byteStream";
import { greetEngine } from "../../protocol/handshake";
import { SocketChannel } from "../../protocol/socketChannel";
import type { EngineProcess } from "../engineProcess";
import type { Timers } from "../timers";
import type { EnginePlace } from "./enginePlace";

/** An engine that works answers at once, or after the part of a prompt that it reads. */
const greetingMs = 5_000;

/**
 * Connects to the engine of a place.
 *
 * @throws where nobody listens there, who listens does not know the token, or does not answer
 */
export async function connectEngine(place: EnginePlace, timers: Timers): Promise<EngineProcess> {
  const socket = net.connect(place.address);
  const stream = new ByteStream(socket);
  const limit = timers.after(greetingMs, () => {
    stream.close();
  });
  let pid: number;
  try {
    pid = await greetEngine(stream, { token: place.token, crypto });
  } catch (error) {
    stream.close();
    throw error;
  } finally {
    limit.dispose();
  }
  let isClosed = false;
  void stream.closed.then(() => (isClosed = true));
  return {
    pid,
    channel: new SocketChannel(stream, v8),
    onEnd: (listener) => {
      void stream.closed.then(() => {
        listener({ code: "engine/crashed", sentence: "The engine process ended." });
      });
    },
    leave: () => {
      stream.close();
    },
    kill: () => {
      // While the connection is open, the process of this id is the engine.
      if (!isClosed) kill(pid);
      stream.close();
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
