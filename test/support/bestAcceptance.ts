import { at } from "../../src/core/at";
import { drawsOf, type NodeCase } from "./ruleLaw";

/** The best acceptance by its definition's dual, over every set of tokens: 1 + min of p(H) - Q(H). */
export async function acceptanceByAllSets(of: NodeCase): Promise<number> {
  const draws = await drawsOf(of);
  const numTokens = of.target.length;
  let least = 0;
  for (let set = 0; set < 1 << numTokens; set++) {
    const isIn = (token: number): boolean => ((set >> token) & 1) === 1;
    let difference = 0;
    for (const [token, p] of of.target.entries()) if (isIn(token)) difference += p;
    for (const { tokens, probability } of draws) if (tokens.every(isIn)) difference -= probability;
    least = Math.min(least, difference);
  }
  return 1 + least;
}

/**
 * The best acceptance by its definition: how much of the model's law can be brought to draws that hold the token. A transport
 * problem, solved as a greatest flow from tokens to sets of draws, path by path.
 */
export async function acceptanceByTransport(of: NodeCase): Promise<number> {
  const numTokens = of.target.length;
  const source = numTokens;
  const sink = numTokens + 1;
  const sets = new Map<number, number>();
  for (const { tokens, probability } of await drawsOf(of)) {
    const set = tokens.reduce((bits, token) => bits | (1 << token), 0);
    sets.set(set, (sets.get(set) ?? 0) + probability);
  }
  const numNodes = numTokens + 2 + sets.size;
  const room = Array.from({ length: numNodes }, () => new Float64Array(numNodes));
  for (const [token, p] of of.target.entries()) setRoom(room, source, token, p);
  for (const [index, [set, probability]] of [...sets].entries()) {
    const node = numTokens + 2 + index;
    setRoom(room, node, sink, probability);
    for (let token = 0; token < numTokens; token++) {
      if (((set >> token) & 1) === 1) setRoom(room, token, node, 2);
    }
  }
  let flow = 0;
  for (;;) {
    const path = shortestPath(room, source, sink);
    if (path === undefined) return flow;
    const steps = path.slice(1).map((to, i) => [at(path, i), to] as const);
    const most = Math.min(...steps.map(([from, to]) => at(room[from] ?? [], to)));
    for (const [from, to] of steps) {
      setRoom(room, from, to, at(room[from] ?? [], to) - most);
      setRoom(room, to, from, at(room[to] ?? [], from) + most);
    }
    flow += most;
  }
}

function setRoom(room: readonly Float64Array[], from: number, to: number, value: number): void {
  const row = room[from];
  if (row !== undefined) row[to] = value;
}

/** What is left below this is rounding. */
const noRoom = 1e-15;

function shortestPath(
  room: readonly Float64Array[],
  source: number,
  sink: number,
): readonly number[] | undefined {
  const before = new Map([[source, source]]);
  const queue = [source];
  for (const from of queue) {
    for (const [to, value] of (room[from] ?? []).entries()) {
      if (value <= noRoom || before.has(to)) continue;
      before.set(to, from);
      queue.push(to);
    }
  }
  if (!before.has(sink)) return undefined;
  const path = [sink];
  while (path[0] !== source) path.unshift(before.get(path[0] ?? source) ?? source);
  return path;
}
