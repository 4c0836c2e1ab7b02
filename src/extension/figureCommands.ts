import * as vscode from "vscode";
import { messageOf } from "../core/errors";
import type { Scope } from "../protocol/panelMessages";
import type { CommandId } from "./commandIds";
import type { Say } from "./say";

/** What the commands about counts work on. */
export interface FigureCommandsParts {
  readonly say: Say;
  readonly figures: {
    /** Forgets all counts. */
    clear(): void;
    /** The counts, to be written to a file. */
    export(): unknown;
    /** Adds what an earlier export counted. */
    import(json: unknown): void;
    /** What the panel shows, without any text of the user's. */
    copied(): unknown;
  };
  /** Forgets what was learnt of which suggestions are taken. */
  readonly forgetConfidence: () => void;
  readonly panel: {
    readonly scope: Scope;
    setScope(scope: Scope): void;
  };
}

type FigureCommandId = Extract<
  CommandId,
  | "foretype.copyFigures"
  | "foretype.exportFigures"
  | "foretype.importFigures"
  | "foretype.resetFigures"
  | "foretype.forgetConfidence"
  | "foretype.panel.chooseScope"
>;

/** What the commands about counts do. What cannot be brought back is asked for first. */
export function figureCommands(
  parts: FigureCommandsParts,
): Readonly<Record<FigureCommandId, () => Promise<void>>> {
  const { say, figures, panel } = parts;
  return {
    "foretype.copyFigures": async () => {
      await vscode.env.clipboard.writeText(jsonOf(figures.copied()));
      vscode.window.setStatusBarMessage(say("Copied."), 2_000);
    },
    "foretype.exportFigures": async () => {
      const uri = await vscode.window.showSaveDialog({
        title: say("Export counts"),
        filters: { JSON: ["json"] },
      });
      if (uri === undefined) return;
      const bytes = new TextEncoder().encode(jsonOf(figures.export()));
      await vscode.workspace.fs.writeFile(uri, bytes);
    },
    "foretype.importFigures": () => importFigures(parts),
    "foretype.resetFigures": () =>
      ifSure(
        say("Clear all counts of suggestions?"),
        say("They are on this machine only and cannot be brought back."),
        say("Clear"),
        () => {
          figures.clear();
        },
      ),
    "foretype.forgetConfidence": () =>
      ifSure(
        say("Forget what was learnt of which suggestions you take?"),
        say("How sure a suggestion has to be is then learnt anew."),
        say("Forget"),
        parts.forgetConfidence,
      ),
    "foretype.panel.chooseScope": async () => {
      const items = scopeItems(say).map((item) => ({
        ...item,
        ...(item.scope === panel.scope && { description: say("in force") }),
      }));
      const picked = await vscode.window.showQuickPick(items, { title: say("What is counted") });
      if (picked !== undefined) panel.setScope(picked.scope);
    },
  };
}

/** In the panel's words. */
function scopeItems(say: Say): readonly { readonly label: string; readonly scope: Scope }[] {
  return [
    { label: say("This window"), scope: "session" },
    { label: say("Today"), scope: "today" },
    { label: say("7 days"), scope: "sevenDays" },
  ];
}

async function importFigures({ say, figures }: FigureCommandsParts): Promise<void> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: say("Import counts"),
      filters: { JSON: ["json"] },
    })) ?? [];
  if (uri === undefined) return;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch (error) {
    const cause = messageOf(error);
    void vscode.window.showWarningMessage(say("The counts were not imported: {cause}", { cause }));
    return;
  }
  figures.import(json);
}

async function ifSure(
  question: string,
  detail: string,
  answer: string,
  act: () => void,
): Promise<void> {
  const options = { modal: true, detail };
  if ((await vscode.window.showWarningMessage(question, options, answer)) === answer) act();
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
