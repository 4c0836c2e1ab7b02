import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { statementCut } from "../../src/core/shape/statementCut";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { locateGrammar } from "../support/locateGrammar";
import { RecordingLogger } from "../support/recordingLogger";
import { shapeCases } from "../support/shapeCases";

const folder = join(import.meta.dirname, "shape");
const source = new TreeSitterSource({ locate: locateGrammar, logger: new RecordingLogger() });

describe.each(readdirSync(folder).filter((name) => name.endsWith(".txt")))("%s", (file) => {
  const path = basename(file, ".txt");
  it.each(shapeCases(readFileSync(join(folder, file), "utf8")))("$name", async (golden) => {
    const parser = await source.parserFor(path);
    if (parser === undefined) throw new Error(`${path} has no grammar`);
    const { text, tail } = statementCut({ ...golden, path }, parser)(golden.text);
    expect(tail === "" ? text : `${text}✂${tail}`).toBe(golden.expected);
  });
});
