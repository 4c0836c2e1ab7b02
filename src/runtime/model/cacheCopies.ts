import { invariant } from "../../core/errors";
import type { RowCopies, RowsCopy } from "../../core/model/languageModel";
import type { KvCache } from "./kvCache";

class KvCopy implements RowsCopy {
  readonly length: number;
  /** Key of layer 0, value of layer 0, key of layer 1, ..., each [kvHeads, length, D]. */
  readonly data: readonly Float32Array[];

  constructor(length: number, data: readonly Float32Array[]) {
    this.length = length;
    this.data = data;
  }
}

/** @param onRestored called after the committed rows have been replaced */
export function cacheCopies(cache: KvCache, onRestored: () => void): RowCopies {
  return {
    bytesPerRow: cache.bytesPerRow,
    copy: () => new KvCopy(cache.length, cache.copyRows()),
    restore: (copy) => {
      invariant(copy instanceof KvCopy, "a copy goes back into the cache that it came from");
      cache.replaceRows(copy.data, copy.length);
      onRestored();
    },
  };
}
