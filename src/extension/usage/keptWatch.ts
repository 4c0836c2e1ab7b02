import { isKept } from "../../core/stats/usage/isKept";
import { keptAfterS } from "../../core/stats/usage/usageCounts";
import type { UsageEvent } from "../../core/stats/usage/usageEvents";
import type { Subscription } from "../../protocol/channel";
import type { Timers } from "../timers";
import type { DocumentEdit } from "./documentEdit";
import type { TakenText } from "./offeredText";
import { TrackedText } from "./trackedText";

/** Texts that are followed at one time. */
const mostFollowed = 100;

interface Followed {
  readonly documentId: string;
  readonly place: TrackedText;
  readonly alarms: readonly Subscription[];
  text: string;
}

export interface KeptWatchParts {
  readonly timers: Timers;
  /** The text of an open document; `undefined` if it is closed. */
  readonly textOf: (documentId: string) => string | undefined;
  readonly count: (event: UsageEvent) => void;
}

/**
 * Looks whether accepted text is still there after half a minute, two and ten minutes. It follows the text through all edits, and
 * keeps it in memory until the last look. Of a document that was closed nothing is counted.
 */
export class KeptWatch {
  readonly #parts: KeptWatchParts;
  readonly #followed = new Set<Followed>();
  #latest: Followed | undefined;

  constructor(parts: KeptWatchParts) {
    this.#parts = parts;
  }

  /** Text was taken. The edit that put it in must have been told before. @param goesOn whether it belongs to what was taken last */
  taken(documentId: string, { offset, text }: TakenText, goesOn: boolean): void {
    const latest = this.#latest;
    if (goesOn && latest?.documentId === documentId) {
      latest.text += text;
      latest.place.extend(text.length);
      return;
    }
    const followed: Followed = {
      documentId,
      place: new TrackedText(offset, text.length),
      alarms: keptAfterS.map((afterS) =>
        this.#parts.timers.after(afterS * 1_000, () => {
          this.#look(followed, afterS);
        }),
      ),
      text,
    };
    this.#latest = followed;
    this.#followed.add(followed);
    for (const oldest of this.#followed) {
      if (this.#followed.size <= mostFollowed) break;
      this.#forget(oldest);
    }
  }

  edited({ documentId, changes }: DocumentEdit): void {
    for (const followed of this.#followed) {
      if (followed.documentId !== documentId) continue;
      for (const change of changes) followed.place.follow(change);
    }
  }

  closed(documentId: string): void {
    for (const followed of this.#followed) {
      if (followed.documentId === documentId) this.#forget(followed);
    }
  }

  dispose(): void {
    for (const followed of this.#followed) this.#forget(followed);
  }

  #look(followed: Followed, afterS: (typeof keptAfterS)[number]): void {
    const { textOf, count } = this.#parts;
    const document = textOf(followed.documentId);
    if (document !== undefined) {
      const now = followed.place.textIn(document);
      count({ kind: "looked", afterS, isKept: isKept(followed.text, now) });
    }
    if (afterS === keptAfterS.at(-1)) this.#forget(followed);
  }

  #forget(followed: Followed): void {
    for (const alarm of followed.alarms) alarm.dispose();
    this.#followed.delete(followed);
    if (this.#latest === followed) this.#latest = undefined;
  }
}
