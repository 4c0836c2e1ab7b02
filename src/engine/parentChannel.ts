import type { Channel } from "../protocol/channel";

/** The channel to the process that forked this one. */
export interface ParentChannel extends Channel {
  /** Resolves when everything that was posted has been handed over, or cannot be any more. */
  flushed(): Promise<void>;
}

/** @returns `undefined` if nobody forked this process, so that there is nobody to talk to */
export function openParentChannel(): ParentChannel | undefined {
  if (process.send === undefined) return undefined;
  const send = process.send.bind(process);
  const onTheirWay = new Set<Promise<void>>();
  return {
    post: (message) => {
      let settle: () => void = () => undefined;
      const sent = new Promise<void>((resolve) => {
        settle = resolve;
      });
      // With a callback, a closed pipe is no `error` event: `disconnect` says it all.
      send(message, undefined, undefined, () => {
        onTheirWay.delete(sent);
        settle();
      });
      onTheirWay.add(sent);
    },
    onMessage: (listener) => {
      process.on("message", listener);
      return {
        dispose: () => {
          process.off("message", listener);
        },
      };
    },
    flushed: async () => {
      await Promise.all(onTheirWay);
    },
  };
}
