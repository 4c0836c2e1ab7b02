import { InvalidArgumentError } from "commander";

/** Reads a whole number of at least `min` from the command line. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= min) return value;
    throw new InvalidArgumentError(`It must be a whole number of ${String(min)} or more.`);
  };
}

/** Reads a number of at least `min` from the command line, and at most `max`; any larger one if that is left out. */
export function decimalNumber(min: number, max?: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const isInside = value >= min && value <= (max ?? Number.MAX_VALUE);
    if (text.trim() !== "" && isInside) return value;
    const range =
      max === undefined ? `of ${String(min)} or more` : `from ${String(min)} to ${String(max)}`;
    throw new InvalidArgumentError(`It must be a number ${range}.`);
  };
}
