import { at } from "../at";

/** Byte strings one behind the other: string i is `bytes[starts[i]]` up to `bytes[starts[i + 1]]`, exclusive. */
export interface ByteStrings {
  readonly bytes: Uint8Array;
  /** [n + 1] */
  readonly starts: Int32Array;
}

/** Fewer strings than this are put in order by comparing them. */
const few = 24;

/**
 * The places of n byte strings in lexicographic order, equal ones in order of place. Strings are dealt out by one byte after another,
 * which takes a fifth of the time of comparing them: 40 ms for the 150,000 tokens of Qwen.
 *
 * @returns [n]
 */
export function sortByBytes(strings: ByteStrings): Int32Array {
  const numStrings = strings.starts.length - 1;
  const order = Int32Array.from({ length: numStrings }, (_, place) => place);
  const spare = new Int32Array(numStrings);
  const waiting: Stretch[] = [{ from: 0, to: numStrings, depth: 0 }];
  for (let stretch = waiting.pop(); stretch !== undefined; stretch = waiting.pop()) {
    if (stretch.to - stretch.from < few) insertInOrder(order, stretch, strings);
    else waiting.push(...deal(order, spare, stretch, strings));
  }
  return order;
}

/** Places in the order whose strings have their first `depth` bytes in common. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** Orders a stretch by the byte at its depth, those that end there first, and gives the stretches that are left to be ordered. */
function deal(
  order: Int32Array,
  spare: Int32Array,
  { from, to, depth }: Stretch,
  strings: ByteStrings,
): readonly Stretch[] {
  /** [257] how many strings there are of each kind: 0 for those that end, 1 + byte for the others. */
  const counts = new Int32Array(257);
  for (let i = from; i < to; i++) {
    const kind = kindAt(strings, at(order, i), depth);
    counts[kind] = at(counts, kind) + 1;
  }
  const next = new Int32Array(257);
  const stretches: Stretch[] = [];
  let start = from;
  for (const [kind, count] of counts.entries()) {
    next[kind] = start;
    if (kind > 0 && count > 1) stretches.push({ from: start, to: start + count, depth: depth + 1 });
    start += count;
  }
  for (let i = from; i < to; i++) {
    const place = at(order, i);
    const kind = kindAt(strings, place, depth);
    const target = at(next, kind);
    spare[target] = place;
    next[kind] = target + 1;
  }
  order.set(spare.subarray(from, to), from);
  return stretches;
}

function kindAt({ bytes, starts }: ByteStrings, place: number, depth: number): number {
  const index = at(starts, place) + depth;
  return index < at(starts, place + 1) ? at(bytes, index) + 1 : 0;
}

function insertInOrder(
  order: Int32Array,
  { from, to, depth }: Stretch,
  strings: ByteStrings,
): void {
  for (let i = from + 1; i < to; i++) {
    const place = at(order, i);
    let hole = i;
    // Strictly behind, so that equal ones stay in order.
    while (hole > from && isBehind(at(order, hole - 1), place, depth, strings)) {
      order[hole] = at(order, hole - 1);
      hole--;
    }
    order[hole] = place;
  }
}

/** Whether string `a` comes behind string `b`; the first `depth` bytes are equal. */
function isBehind(a: number, b: number, depth: number, strings: ByteStrings): boolean {
  for (let i = depth; ; i++) {
    const difference = kindAt(strings, a, i) - kindAt(strings, b, i);
    if (difference !== 0) return difference > 0;
    if (kindAt(strings, a, i) === 0) return false;
  }
}
