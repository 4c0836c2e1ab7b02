import crypto from "node:crypto";
import net from "node:net";
import v8 from "node:v8";
import { messageOf } from "../core/errors";
import type { Logger } from "../core/ports";
import { ByteStream } from "../protocol/byteStream";
import { greetWindow } from "../protocol/handshake";
import { SocketChannel } from "../protocol/socketChannel";
import type { Alarm } from "./alarm";

/** A window that has proved that it knows the token. */
export interface WindowConnection {
  readonly channel: SocketChannel;
  /** Resolves when it has gone. */
  readonly closed: Promise<void>;
}

/** Who connects and says nothing is let go of. */
const greetingMs = 10_000;

/**
 * Lets windows connect: at a socket in a folder of the user's, or a named pipe on Windows.
 *
 * @returns how to stop that, which frees the address
 * @throws where the address is taken or cannot be used
 */
export function listenForWindows(parts: {
  readonly address: string;
  readonly token: Uint8Array;
  readonly alarm: Alarm;
  readonly logger: Logger;
  readonly onWindow: (window: WindowConnection) => void;
}): Promise<{ close(): void }> {
  const { address, token, alarm, logger, onWindow } = parts;
  const greet = async (socket: net.Socket): Promise<void> => {
    const stream = new ByteStream(socket);
    const limit = alarm(greetingMs, () => {
      stream.close();
    });
    try {
      await greetWindow(stream, { token, crypto }, process.pid);
    } finally {
      limit.dispose();
    }
    onWindow({ channel: new SocketChannel(stream, v8), closed: stream.closed });
  };
  const server = net.createServer((socket) => {
    greet(socket).catch((error: unknown) => {
      logger.warn(`A connection was refused: ${messageOf(error)}`);
      socket.destroy();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      server.on("error", (error) => {
        logger.warn(`No more windows can connect: ${error.message}`);
      });
      resolve({
        close: () => {
          server.close();
        },
      });
    });
  });
}
