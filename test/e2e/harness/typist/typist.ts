import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { SeededRandom } from "../../../../src/cli/seededRandom";
import type { Workbench } from "../workbench";
import { cutHoles, type HoleSizes } from "./holes";
import { TypingMeter } from "./typingMeter";
import type { TypistWork } from "./typistWork";

/**
 * Settings under which a key changes the text by itself alone, but for Enter, which keeps the indentation. A list of words that opens late,
 * on a busy machine, would take Enter and other keys for an answer.
 */
export const typistSettings = {
  "editor.acceptSuggestionOnCommitCharacter": false,
  "editor.acceptSuggestionOnEnter": "off",
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingComments": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoIndent": "keep",
  "editor.formatOnType": false,
  "editor.useTabStops": false,
  "files.insertFinalNewline": false,
  "files.trimTrailingWhitespace": false,
  // As it is by default.
  "foretype.confidence.floor": 0.02,
};

/** Milliseconds between keys: the median of a person who types 80 words a minute, with the spread of one. */
const medianGapMs = 125;
const gapSpread = 0.45;

/** How long a typist waits for a suggestion where one is hoped for. */
const lookMs = 1_200;

/** Shorter suggestions are typed rather than taken. */
const leastAccepted = 2;

/** One key in so many is a slip, which is noticed and put right. */
const keysPerSlip = 40;

/** How long the file may take to be what was typed. */
const savedMs = 10_000;

/** Somebody who types a known text, takes suggestions that say what is to be typed, and ignores all others. */
export class Typist {
  readonly #workbench: Workbench;
  readonly #workspace: string;
  readonly #random: SeededRandom;
  #meter: TypingMeter | undefined;
  #name = "";
  /** What is typed goes between these. */
  #before = "";
  #after = "";
  readonly #counts = { numKeys: 0, numAccepted: 0, numAcceptedChars: 0 };
  readonly #looks = { numLooks: 0, numOffers: 0 };

  constructor(workbench: Workbench, workspace: string, random: SeededRandom) {
    this.#workbench = workbench;
    this.#workspace = workspace;
    this.#random = random;
  }

  /** Opens a file with holes in it and types what is missing. Returns what the file is in the end. */
  async fill(name: string, text: string, sizes: HoleSizes): Promise<string> {
    const holed = cutHoles(text, sizes, this.#random);
    if (holed.holes.length === 0) throw new Error(`${name} has no place for a hole.`);
    await this.#workbench.openFile(name, holed.text);
    this.#meter ??= await TypingMeter.in(this.#workbench.page);
    this.#name = name;
    let now = holed.text;
    for (const hole of holed.holes) {
      const lines = now.split("\n");
      this.#before = lines.slice(0, hole.line).join("\n");
      this.#after = now.slice(this.#before.length);
      await this.#workbench.goToEndOf(hole.line);
      await this.#type(hole.text);
      now = this.#before + this.#after;
    }
    await this.#isSaved();
    return readFileSync(this.#file, "utf8");
  }

  /** All that was done so far. */
  async work(): Promise<TypistWork> {
    const metered = (await this.#meter?.take()) ?? { keys: [], frames: [] };
    return { ...this.#counts, ...this.#looks, metered };
  }

  get numKeys(): number {
    return this.#counts.numKeys;
  }

  get #file(): string {
    return path.join(this.#workspace, this.#name);
  }

  async #type(text: string): Promise<void> {
    let rest = text;
    while (rest !== "") {
      const taken = await this.#take(rest);
      rest = rest.slice(taken);
      if (taken === 0) rest = rest.slice(await this.#typeNext(rest));
    }
  }

  /** Takes what is suggested if it is what is to be typed. Returns how much of it. */
  async #take(rest: string): Promise<number> {
    const waitMs = this.#patienceMs();
    if (waitMs === undefined) return 0;
    const ghost = (await this.#meter?.look(waitMs)) ?? "";
    if (waitMs > 0) this.#looks.numLooks++;
    if (waitMs > 0 && ghost !== "") this.#looks.numOffers++;
    if (ghost.trim().length < leastAccepted || !rest.startsWith(ghost)) return 0;
    if (this.#isIndentation(ghost)) return 0;
    await this.#press("Tab");
    this.#before += ghost;
    this.#counts.numAccepted++;
    this.#counts.numAcceptedChars += ghost.length;
    if (!(await this.#isSaved())) this.#wrong(ghost);
    return ghost.length;
  }

  /** Whether the editor takes Tab for what it says: where a suggestion goes on with the line's indentation, it indents and does no more. */
  #isIndentation(ghost: string): boolean {
    return /^[ \t]/.test(ghost) && /(^|\n)[ \t]*$/.test(this.#before);
  }

  /**
   * How long a suggestion is waited for here: where a thought ends, behind a line end, a blank or an opening bracket, for a while every
   * other time. Elsewhere what is there is read one time in three, and not waited for; `undefined` where nothing is looked at.
   */
  #patienceMs(): number | undefined {
    if (/[\s([{.=]$/.test(this.#before) && this.#random.below(2) === 0) return lookMs;
    return this.#random.below(3) === 0 ? 0 : undefined;
  }

  /** Types the next key, or a slip before it. Returns how much of the text stands there now. */
  async #typeNext(rest: string): Promise<number> {
    if (rest.startsWith("\n")) return this.#typeLineEnd(rest);
    if (this.#random.below(keysPerSlip) === 0) {
      await this.#press("x");
      await this.#press("Backspace");
    }
    const key = rest.slice(0, 1);
    await this.#press(key);
    this.#before += key;
    return 1;
  }

  /** Enter keeps the indentation; what is too much of it is taken away again. */
  async #typeLineEnd(rest: string): Promise<number> {
    const line = this.#before.slice(this.#before.lastIndexOf("\n") + 1);
    const kept = /^ */.exec(line)?.[0].length ?? 0;
    const wanted = /^ */.exec(rest.slice(1))?.[0].length ?? 0;
    await this.#press("Enter");
    for (let column = kept; column > wanted; column--) await this.#press("Backspace");
    const indent = " ".repeat(Math.min(kept, wanted));
    this.#before += `\n${indent}`;
    return 1 + indent.length;
  }

  async #press(key: string): Promise<void> {
    this.#counts.numKeys++;
    await this.#workbench.page.keyboard.press(key === " " ? "Space" : key);
    await delay(this.#gapMs());
  }

  /** Log-normal, by the sum of twelve even draws, which is close to normal. */
  #gapMs(): number {
    const draws = Array.from({ length: 12 }, () => this.#random.below(1_000) / 1_000);
    const normal = draws.reduce((sum, draw) => sum + draw, -6);
    return medianGapMs * Math.exp(gapSpread * normal);
  }

  /** What stands there after an accept is not what was shown. Nothing typed from here on would be worth anything. */
  #wrong(ghost: string): never {
    const now = readFileSync(this.#file, "utf8");
    const wanted = this.#before.slice(-80);
    const begun = wanted.slice(0, 20);
    const at = now.indexOf(begun);
    throw new Error(
      `After Tab on ${JSON.stringify(ghost)} there is ${JSON.stringify(now.slice(at, at + 120))}, not ${JSON.stringify(wanted)}.`,
    );
  }

  /** Whether the file is what the typist believes it to be. */
  async #isSaved(): Promise<boolean> {
    const deadlineMs = Date.now() + savedMs;
    await this.#workbench.save();
    while (readFileSync(this.#file, "utf8") !== this.#before + this.#after) {
      if (Date.now() > deadlineMs) return false;
      await delay(50);
    }
    return true;
  }
}
