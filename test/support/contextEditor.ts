import { FakeEditor, FakeEvent, type FakeTextDocument } from "./fakeVscode";

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }

  get isSingleLine(): boolean {
    return this.start.line === this.end.line;
  }
}

/** Whole lines, from `first` up to `end`. */
export function linesFrom(first: number, end: number): Range {
  return new Range(new Position(first, 0), new Position(end, 0));
}

/** A document with places. */
export interface EditorDocument extends FakeTextDocument {
  offsetAt(position: Position): number;
  positionAt(offset: number): Position;
  getText(range?: Range): string;
}

interface Selection extends Range {
  readonly active: Position;
}

/** A `FakeEditor` with a cursor, selections and a language server, played by the test. */
export class ContextEditor extends FakeEditor {
  readonly selected = new FakeEvent<{ readonly textEditor: object }>();
  /** Where names are defined. */
  readonly definitions = new Map<
    string,
    { readonly document: EditorDocument; readonly line: number; readonly last?: number }
  >();
  /** Documents that were opened for their definitions. */
  numOpened = 0;
  #shown:
    | { readonly document: EditorDocument; selections: readonly Selection[]; selection: Selection }
    | undefined;

  override get numListeners(): number {
    return super.numListeners + this.selected.numListeners;
  }

  override open(place: string, text: string): EditorDocument {
    const document = super.open(place, text);
    const offsetAt = ({ line, character }: Position): number =>
      document.text
        .split("\n")
        .slice(0, line)
        .reduce((sum, { length }) => sum + length + 1, character);
    return Object.assign(document, {
      offsetAt,
      positionAt: (offset: number) => {
        const lines = document.text.slice(0, offset).split("\n");
        return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
      },
      getText: (range?: Range) =>
        range === undefined
          ? document.text
          : document.text.slice(offsetAt(range.start), offsetAt(range.end)),
    });
  }

  /** Shows a document with the cursor at the end of a line. */
  showAt(document: EditorDocument, line: number): void {
    const character = document.text.split("\n")[line]?.length ?? 0;
    const active = new Position(line, character);
    const selection = selectionOf(new Range(active, active));
    this.#shown = { document, selections: [selection], selection };
    this.activeChanged.fire(this.#shown);
  }

  select(range: Range): void {
    if (this.#shown === undefined) return;
    this.#shown.selection = selectionOf(range);
    this.#shown.selections = [this.#shown.selection];
    this.selected.fire({ textEditor: this.#shown });
  }

  change(document: EditorDocument, range: Range, text: string): void {
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    document.text = document.text.slice(0, start) + text + document.text.slice(end);
    const change = { range, rangeOffset: start, rangeLength: end - start, text };
    this.changed.fire({ document, contentChanges: [change] });
  }

  override get api(): object {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters below have a `this` of their own
    const editor = this;
    const api = super.api as { readonly workspace: object };
    const workspace = {
      getWorkspaceFolder: ({ path }: { readonly path: string }) =>
        path.startsWith("/w/") ? { uri: { path: "/w" } } : undefined,
      openTextDocument: (uri: object) => {
        this.numOpened++;
        return Promise.resolve(this.documents.find((document) => document.uri === uri));
      },
    };
    return {
      ...api,
      ...{ Position, Range, workspace: withGetters(api.workspace, workspace) },
      commands: {
        executeCommand: (command: string, uri: object, position: Position) =>
          Promise.resolve(this.#find(command, uri, position)),
      },
      window: {
        get activeTextEditor() {
          return editor.#shown;
        },
        onDidChangeActiveTextEditor: this.activeChanged.subscribe,
        onDidChangeTextEditorSelection: this.selected.subscribe,
      },
    };
  }

  #find(command: string, uri: object, { line, character }: Position): readonly object[] {
    const asked = this.documents.find((document) => document.uri === uri);
    const text = asked?.text.split("\n")[line]?.slice(character) ?? "";
    const found = this.definitions.get(/^\w*/.exec(text)?.[0] ?? "");
    if (found === undefined || command !== "vscode.executeDefinitionProvider") return [];
    const { document, line: first, last = first } = found;
    const range = linesFrom(first, last);
    // Language servers answer in both ways.
    return first === last
      ? [{ uri: document.uri, range }]
      : [{ targetUri: document.uri, targetRange: range }];
  }
}

function selectionOf({ start, end }: Range): Selection {
  return Object.assign(new Range(start, end), { active: end });
}

/** An object with the members of both; its getters stay getters. */
function withGetters(base: object, changes: object): object {
  return Object.defineProperties<object>(
    {},
    { ...Object.getOwnPropertyDescriptors(base), ...Object.getOwnPropertyDescriptors(changes) },
  );
}
