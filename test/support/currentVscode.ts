/** What stands in for VS Code in the test that runs: pure tests share their modules, so there is one for all of them. */
export const current: { api: object } = { api: {} };

const names = [
  ...["commands", "Disposable", "languages", "Position", "Range", "RelativePattern"],
  ...["window", "workspace"],
];

/** In place of the module `vscode`, for `vi.mock`. */
export const vscodeModule: object = Object.defineProperties(
  {
    TextDocumentSaveReason: { Manual: 1, AfterDelay: 2, FocusOut: 3 },
    InlineCompletionTriggerKind: { Invoke: 0, Automatic: 1 },
  },
  Object.fromEntries(
    names.map((name) => [name, { get: () => Reflect.get(current.api, name) as unknown }]),
  ),
);
