import * as vscode from "vscode";
import { messageOf } from "../../core/errors";
import { listConverted, removeConverted, type ConvertedModel } from "../../store/convertedModels";
import { editorSay as say } from "../editorSay";
import { sizeInWords } from "./amounts";
import { withoutIcons } from "../withoutIcons";

interface Item extends vscode.QuickPickItem {
  readonly model: ConvertedModel;
}

/**
 * Lists what is kept of converted models, and removes what the user picks. The models themselves stay where they are; one that is
 * opened again is converted again.
 *
 * @param openId of the model that is open, whose files are in use
 */
export async function removeConvertedModels(
  cacheFolder: string,
  openId: string | undefined,
): Promise<void> {
  const models = await listConverted(cacheFolder);
  const removable = models.filter(({ id }) => id === undefined || id !== openId);
  if (removable.length === 0) {
    void vscode.window.showInformationMessage(
      say("There is no converted model but the one that is open."),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(removable.map(itemOf), {
    title: say("Foretype: Remove Converted Models"),
    placeHolder: say("What to remove. Models themselves are kept, and converted again when they are opened."),
    canPickMany: true,
  });
  if (picked === undefined || picked.length === 0) return;
  let freed = 0;
  for (const { model } of picked) {
    try {
      await removeConverted(model);
      freed += model.bytes;
    } catch (error) {
      void vscode.window.showWarningMessage(
        say("{folder} cannot be removed: {cause}. Close other windows and try again.", { folder: model.folder, cause: messageOf(error) }),
      );
    }
  }
  void vscode.window.showInformationMessage(say("{size} were freed.", { size: sizeInWords(freed) }));
}

function itemOf(model: ConvertedModel): Item {
  const { id, precision, bytes } = model;
  return {
    label: withoutIcons(id ?? say("a conversion that was stopped")),
    description: precision === undefined ? sizeInWords(bytes) : `${precision} · ${sizeInWords(bytes)}`,
    detail: model.folder,
    model,
  };
}
