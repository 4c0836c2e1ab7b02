import * as vscode from "vscode";
import type { ContextDocuments } from "./contextDocuments";
import type { ContextFeed } from "./contextFeed";
import type { CopyWatch } from "./copyWatch";
import type { DefinitionSearch } from "./definitionSearch";

/** Tells the feed of context what the user does in the editor. */
export function watchContext(parts: {
  readonly documents: ContextDocuments;
  readonly feed: ContextFeed;
  readonly copies: CopyWatch;
  readonly definitions: DefinitionSearch;
  /** Called when other documents may be shown than before. */
  readonly onRules: () => void;
}): vscode.Disposable {
  const { documents, feed, copies, definitions, onRules } = parts;
  const here = (editor: vscode.TextEditor): void => {
    const document = documents.get(editor.document);
    if (document === undefined) {
      feed.left();
      definitions.stop();
      return;
    }
    const { active } = editor.selection;
    feed.moved(document, active.line);
    definitions.moved({
      documentId: document.id,
      line: active.line,
      prefix: () => editor.document.getText(new vscode.Range(new vscode.Position(0, 0), active)),
    });
  };
  const select = ({ document, selections }: vscode.TextEditor): void => {
    const [selection, ...others] = selections;
    if (selection === undefined || others.length > 0 || selection.isSingleLine) return;
    const source = documents.get(document);
    if (source === undefined) return;
    const offset = document.offsetAt(selection.start);
    copies.selected({
      document: source,
      offset,
      length: document.offsetAt(selection.end) - offset,
      text: () => document.getText(selection),
    });
  };
  const active = vscode.window.activeTextEditor;
  if (active !== undefined) here(active);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      // Between two editors there is none for a moment.
      if (editor !== undefined) here(editor);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      here(textEditor);
      select(textEditor);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // What changes elsewhere was not typed.
      if (document !== vscode.window.activeTextEditor?.document) return;
      const changed = documents.get(document);
      if (changed === undefined) return;
      for (const { range, rangeOffset: offset, rangeLength: length, text } of contentChanges) {
        copies.changed(changed.id, { offset, length, text });
        feed.edited(changed, range.start.line);
      }
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      const saved = documents.get(document);
      definitions.startOver();
      if (saved !== undefined) feed.saved(saved);
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      documents.opened(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      // A document that was never saved is gone for good.
      if (uri.scheme === "file") return;
      feed.forget(uri.toString());
      copies.forget(uri.toString());
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("files.exclude")) onRules();
    }),
  );
}
