import * as vscode from "vscode";
import { editorSay as say } from "../editorSay";
import { choiceText } from "./choiceText";
import type { KnownModels } from "./knownModels";
import type { ModelChoice } from "./modelChoices";

/** What was picked: a model of the list, or the wish to name one. */
export type Picked =
  { readonly kind: "choice"; readonly choice: ModelChoice } | { readonly kind: "file" | "folder" };

interface Item extends vscode.QuickPickItem {
  readonly choosing?: Picked;
}

function groups(): readonly { readonly kind: ModelChoice["kind"]; readonly title: string }[] {
  return [
    { kind: "bundled", title: "Foretype" },
    { kind: "found", title: say("on this machine") },
    { kind: "download", title: say("to download") },
  ];
}

/**
 * Lists models with what is known of them, which comes in while the list is shown. `undefined` if the user leaves.
 *
 * @param current the reference of the model that is in force
 */
export function pickModel(
  choices: readonly ModelChoice[],
  known: KnownModels,
  current: string,
): Promise<Picked | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  const learning = new AbortController();
  picker.title = say("Foretype: Model");
  picker.placeholder = say("The model that completes your code.");
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  const show = (): void => {
    const active = picker.activeItems[0];
    picker.items = itemsOf(choices, known, current);
    const same = picker.items.find((item) => isSamePick(item, active));
    if (same !== undefined) picker.activeItems = [same];
  };
  show();
  const here = choices.filter(({ kind }) => kind !== "download");
  const references = here.map(({ reference }) => reference);
  void known.learn(references, learning.signal, show);
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.choosing);
      picker.hide();
    });
    picker.onDidHide(() => {
      learning.abort();
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function itemsOf(
  choices: readonly ModelChoice[],
  known: KnownModels,
  current: string,
): readonly Item[] {
  const listed = groups().flatMap(({ kind, title }) => {
    const items = choices.filter((choice) => choice.kind === kind).map(itemOf);
    return items.length === 0 ? [] : [separator(title), ...items];
  });
  return [
    ...listed,
    separator(say("elsewhere")),
    { label: `$(file) ${say("Open a GGUF file...")}`, choosing: { kind: "file" } },
    { label: `$(folder) ${say("Open a model's folder...")}`, choosing: { kind: "folder" } },
  ];

  function itemOf(choice: ModelChoice): Item {
    const text = choiceText(choice, known.of(choice.reference), {
      isCurrent: choice.reference === current,
      say,
    });
    return { ...text, choosing: { kind: "choice", choice } };
  }
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function isSamePick(item: Item, other: Item | undefined): boolean {
  if (item.choosing === undefined || other?.choosing === undefined) return false;
  return item.choosing.kind === "choice" && other.choosing.kind === "choice"
    ? item.choosing.choice.reference === other.choosing.choice.reference
    : item.choosing.kind === other.choosing.kind;
}
