import { InvalidArgumentError } from "commander";
import { messageOf } from "../../core/errors";

/**
 * Reads a list with commas between its words from the command line, each word once.
 *
 * @param read a word; what it throws is said to the user
 */
export function listOf<Item>(read: (word: string) => Item): (text: string) => readonly Item[] {
  return (text) => {
    try {
      return [...new Set(text.split(",").map((word) => read(word.trim())))];
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  };
}
