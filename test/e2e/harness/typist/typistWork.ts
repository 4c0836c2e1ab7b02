/** What a typist did. */
export interface TypistWork {
  readonly numKeys: number;
  /** Suggestions taken by Tab, and their characters. */
  readonly numAccepted: number;
  readonly numAcceptedChars: number;
  /** How often the typist waited for a suggestion, and for how many of these there was one. */
  readonly numLooks: number;
  readonly numOffers: number;
  readonly metered: Metered;
}

/** A key that went down in the editor. */
export interface MeteredKey {
  readonly key: string;
  /** Milliseconds of the page's own clock. */
  readonly atMs: number;
  /** The suggestion that was on the screen then; empty if none was. */
  readonly before: string;
}

/** What a frame of the page showed of a suggestion, where it differs from the frame before. */
export interface MeteredFrame {
  readonly atMs: number;
  readonly ghost: string;
}

export interface Metered {
  readonly keys: readonly MeteredKey[];
  readonly frames: readonly MeteredFrame[];
}
