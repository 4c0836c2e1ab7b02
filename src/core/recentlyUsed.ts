/** A table of what has been computed, which forgets what was asked for longest ago. */
export class RecentlyUsed<Value> {
  readonly #mostEntries: number;
  /** In order of last use, oldest first. */
  readonly #entries = new Map<string, Value>();

  constructor(mostEntries: number) {
    this.#mostEntries = mostEntries;
  }

  /** The value under `key`, computed if it is not known. */
  get(key: string, compute: () => Value): Value {
    const value = this.#entries.get(key) ?? compute();
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#mostEntries) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return value;
  }
}
