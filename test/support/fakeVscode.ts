import type * as vscode from "vscode";

/** An event that the test fires. */
export class FakeEvent<Payload> {
  readonly #listeners = new Set<(payload: Payload) => void>();

  get numListeners(): number {
    return this.#listeners.size;
  }

  readonly subscribe = (listener: (payload: Payload) => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(payload: Payload): void {
    for (const listener of [...this.#listeners]) listener(payload);
  }
}

/** As far as documents are learnt from, a document of VS Code. */
export interface FakeTextDocument {
  readonly uri: FakeUri;
  readonly languageId: string;
  text: string;
  getText(): string;
}

class FakeUri {
  readonly scheme: string;
  readonly path: string;
  readonly fragment: string;

  constructor(parts: {
    readonly scheme: string;
    readonly path: string;
    readonly fragment: string;
  }) {
    this.scheme = parts.scheme;
    this.path = parts.path;
    this.fragment = parts.fragment;
  }

  with(changes: { readonly fragment: string }): FakeUri {
    return new FakeUri({ scheme: this.scheme, path: this.path, ...changes });
  }

  toString(): string {
    const end = this.fragment === "" ? "" : `#${this.fragment}`;
    return `${this.scheme}://${this.path}${end}`;
  }
}

/** An editor with one folder, played by the test. */
export class FakeEditor {
  readonly configurationChanged = new FakeEvent<{ affectsConfiguration(name: string): boolean }>();
  readonly activeChanged = new FakeEvent<{ document: FakeTextDocument } | undefined>();
  readonly opened = new FakeEvent<FakeTextDocument>();
  readonly changed = new FakeEvent<{ document: FakeTextDocument; contentChanges: unknown[] }>();
  readonly willSave = new FakeEvent<{ document: FakeTextDocument; reason: number }>();
  readonly saved = new FakeEvent<FakeTextDocument>();
  readonly closed = new FakeEvent<FakeTextDocument>();
  readonly commands = new Map<string, (...args: unknown[]) => void>();
  exclude: Record<string, unknown> = { "**/.git": true, "**/out": true, "**/kept": false };
  documents: FakeTextDocument[] = [];
  active: FakeTextDocument | undefined;

  /** Of all events together. */
  get numListeners(): number {
    const { configurationChanged, activeChanged, opened, changed, willSave, saved, closed } = this;
    const events = [configurationChanged, activeChanged, opened, changed, willSave, saved, closed];
    return events.reduce((sum, { numListeners }) => sum + numListeners, 0);
  }

  /** Opens a document without showing it. @param place a path, or a URI of another scheme than `file` */
  open(place: string, text: string, languageId = "typescript"): FakeTextDocument {
    const [, scheme = "file", path = place, fragment = ""] =
      /^([\w-]+):([^#]*)#?(.*)$/.exec(place) ?? [];
    const uri = new FakeUri({ scheme, path, fragment });
    const document = { uri, languageId, text, getText: () => document.text };
    this.documents.push(document);
    this.opened.fire(document);
    return document;
  }

  show(document: FakeTextDocument): void {
    this.active = document;
    this.activeChanged.fire({ document });
  }

  edit(document: FakeTextDocument, text: string): void {
    document.text = text;
    this.changed.fire({ document, contentChanges: [{}] });
  }

  save(document: FakeTextDocument, reason: number): void {
    this.willSave.fire({ document, reason });
    this.saved.fire(document);
  }

  close(document: FakeTextDocument): void {
    this.documents = this.documents.filter((other) => other !== document);
    this.closed.fire(document);
  }

  /** In place of the module `vscode`. */
  get api(): object {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters below have a `this` of their own
    const editor = this;
    return {
      Disposable: {
        from: (...parts: readonly vscode.Disposable[]) => ({
          dispose: () => {
            for (const part of parts) part.dispose();
          },
        }),
      },
      RelativePattern: class {
        readonly pattern: string;
        constructor(_: unknown, pattern: string) {
          this.pattern = pattern;
        }
      },
      commands: {
        registerCommand: (id: string, handler: (...args: unknown[]) => void) => {
          editor.commands.set(id, handler);
          return { dispose: () => editor.commands.delete(id) };
        },
      },
      languages: {
        match: (
          { pattern }: { pattern: string | { pattern: string } },
          { uri }: FakeTextDocument,
        ) => {
          const words = typeof pattern === "string" ? pattern : pattern.pattern;
          return isMatch(words, uri.path.replace("/w/", "")) ? 10 : 0;
        },
      },
      window: {
        get activeTextEditor() {
          return editor.active === undefined ? undefined : { document: editor.active };
        },
        onDidChangeActiveTextEditor: editor.activeChanged.subscribe,
      },
      workspace: {
        get textDocuments() {
          return editor.documents;
        },
        workspaceFolders: [{}],
        getWorkspaceFolder: ({ path }: FakeUri) =>
          path.startsWith("/w/") ? { uri: { path: "/w" } } : undefined,
        getConfiguration: () => ({ get: () => editor.exclude }),
        onDidChangeConfiguration: editor.configurationChanged.subscribe,
        onDidOpenTextDocument: editor.opened.subscribe,
        onDidChangeTextDocument: editor.changed.subscribe,
        onWillSaveTextDocument: editor.willSave.subscribe,
        onDidSaveTextDocument: editor.saved.subscribe,
        onDidCloseTextDocument: editor.closed.subscribe,
      },
    };
  }
}

/** Of VS Code's patterns only what the tests use. */
function isMatch(pattern: string, path: string): boolean {
  const source = pattern
    .replaceAll(".", "\\.")
    .replaceAll("**/", "(?:.*/)?")
    .replace(/\/\*\*$/, "/.*");
  return new RegExp(`^${source}$`).test(path);
}
