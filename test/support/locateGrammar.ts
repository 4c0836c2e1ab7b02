import { grammars } from "../../.ci/grammars.mjs";
import { invariant } from "../../src/core/errors";

/** The path of a file that the constraint of syntax reads, where its package has it. */
export function locateGrammar(file: string): string {
  const path = grammars.get(file);
  invariant(path !== undefined, `no package has ${file}`);
  return path;
}
