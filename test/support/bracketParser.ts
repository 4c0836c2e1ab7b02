import type { SyntaxBlock, SyntaxFault, SyntaxParser } from "../../src/core/constrain/syntaxPort";

const openers = "([{";
const closers = ")]}";

/**
 * A parser of a language of words and brackets. Its faults are closers that close nothing, openers that are never closed, and
 * every `=` behind which no word stands.
 */
export class BracketParser implements SyntaxParser {
  /** Every text that was parsed. */
  readonly parsed: string[] = [];
  readonly remembered: string[] = [];

  remember(text: string): void {
    this.remembered.push(text);
  }

  blocks(): readonly SyntaxBlock[] {
    return [];
  }

  faults(text: string, start: number, end: number): readonly SyntaxFault[] {
    this.parsed.push(text);
    const faults: SyntaxFault[] = [];
    const open: number[] = [];
    for (const [index, character] of Array.from(text).entries()) {
      const fault = { start: index, end: index + 1 };
      if (openers.includes(character)) open.push(index);
      const opener = openers[closers.indexOf(character)];
      if (opener !== undefined) {
        if (text[open.at(-1) ?? -1] === opener) open.pop();
        else faults.push(fault);
      }
      if (character === "=" && !/^ ?\w/.test(text.slice(index + 1))) faults.push(fault);
    }
    faults.push(...open.map((index) => ({ start: index, end: index + 1 })));
    return faults.filter((fault) => fault.start <= end && fault.end >= start);
  }
}
