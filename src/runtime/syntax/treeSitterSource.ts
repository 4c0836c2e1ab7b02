import { readFile } from "node:fs/promises";
import { Language, Parser } from "web-tree-sitter";
import type { SyntaxParser, SyntaxSource } from "../../core/constrain/syntaxPort";
import { messageOf } from "../../core/errors";
import type { Logger } from "../../core/ports";
import { grammarOf } from "./grammars";
import { TreeSitterParser } from "./treeSitterParser";

/** The file of the parser that all grammars run in. */
const engineFile = "web-tree-sitter.wasm";

/**
 * Parsers for files by their names, from prebuilt grammars. Nothing is loaded before it is asked for; a grammar stays. One that
 * cannot be loaded is logged once and not tried again.
 */
export class TreeSitterSource implements SyntaxSource {
  readonly #locate: (file: string) => string;
  readonly #logger: Logger;
  readonly #parsers = new Map<string, Promise<SyntaxParser | undefined>>();
  #engine: Promise<void> | undefined;

  /** @param parts `locate` gives the path of a grammar's file, or of the engine's */
  constructor(parts: { readonly locate: (file: string) => string; readonly logger: Logger }) {
    this.#locate = parts.locate;
    this.#logger = parts.logger;
  }

  parserFor(path: string): Promise<SyntaxParser | undefined> {
    const file = grammarOf(path);
    if (file === undefined) return Promise.resolve(undefined);
    const known = this.#parsers.get(file);
    if (known !== undefined) return known;
    const parser = this.#load(file).catch((error: unknown) => {
      this.#logger.warn(
        `The grammar ${file} cannot be loaded, so syntax is not checked in its language: ${messageOf(error)}`,
      );
      return undefined;
    });
    this.#parsers.set(file, parser);
    return parser;
  }

  async #load(file: string): Promise<SyntaxParser> {
    this.#engine ??= readFile(this.#locate(engineFile)).then((wasmBinary) =>
      Parser.init({ wasmBinary }),
    );
    await this.#engine;
    const language = await Language.load(await readFile(this.#locate(file)));
    return new TreeSitterParser(language, (error) => {
      this.#logger.warn(
        `The parser of ${file} broke, so syntax is no longer checked in its language: ${messageOf(error)}`,
      );
    });
  }
}
