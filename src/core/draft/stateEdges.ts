import { at } from "../at";

const NONE = -1;
const fewestSlots = 64;

/**
 * The transitions of an automaton: (state, token) leads to a state. Found by a hash of both, listed state by state, and taken back in
 * the reverse order of adding.
 *
 * Six numbers an edge: four lists and at least two slots of the table.
 */
export class StateEdges {
  readonly #owners: number[] = [];
  readonly #tokens: number[] = [];
  readonly #targets: number[] = [];
  /** The owner's edge that was added before; `NONE` for its first. */
  readonly #older: number[] = [];
  /** The newest edge of each state. */
  readonly #newest: number[] = [];
  /** Open addressing: 1 + edge, 0 where free. At most half full. */
  #slots = new Int32Array(fewestSlots);

  /** Number of edges. */
  get size(): number {
    return this.#owners.length;
  }

  addState(): void {
    this.#newest.push(NONE);
  }

  /** The newest state, whose edges are gone already. */
  removeState(): void {
    this.#newest.pop();
  }

  /** The edge from `state` over `token`, or -1. */
  find(state: number, token: number): number {
    return at(this.#slots, this.#slotOf(state, token)) - 1;
  }

  targetOf(edge: number): number {
    return at(this.#targets, edge);
  }

  redirect(edge: number, target: number): void {
    this.#targets[edge] = target;
  }

  /** Adds an edge that `state` does not have yet. */
  add(state: number, token: number, target: number): void {
    if (2 * (this.size + 1) > this.#slots.length) this.#grow();
    this.#slots[this.#slotOf(state, token)] = this.size + 1;
    this.#owners.push(state);
    this.#tokens.push(token);
    this.#targets.push(target);
    this.#older.push(at(this.#newest, state));
    this.#newest[state] = this.size - 1;
  }

  /** Gives `to` all edges of `from`. */
  copy(from: number, to: number): void {
    for (let edge = at(this.#newest, from); edge !== NONE; edge = at(this.#older, edge)) {
      this.add(to, at(this.#tokens, edge), at(this.#targets, edge));
    }
  }

  /** Takes back the newest edges until `size` are left. */
  truncate(size: number): void {
    while (this.size > size) {
      const edge = this.size - 1;
      const state = at(this.#owners, edge);
      // No edge was added behind the newest, so none is looked for beyond its slot.
      this.#slots[this.#slotOf(state, at(this.#tokens, edge))] = 0;
      this.#newest[state] = at(this.#older, edge);
      for (const list of [this.#owners, this.#tokens, this.#targets, this.#older]) list.pop();
    }
  }

  /** The slot of an edge, or the free one where it would stand. */
  #slotOf(state: number, token: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashOf(state, token) & mask; ; slot = (slot + 1) & mask) {
      const edge = at(slots, slot) - 1;
      if (edge < 0) return slot;
      if (this.#tokens[edge] === token && this.#owners[edge] === state) return slot;
    }
  }

  /** Enters the edges anew in their order, so that the newest can still be taken back first. */
  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (const [edge, state] of this.#owners.entries()) {
      this.#slots[this.#slotOf(state, at(this.#tokens, edge))] = edge + 1;
    }
  }
}

function hashOf(state: number, token: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(token, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
