import { cpus } from "node:os";
import { basename } from "node:path";
import * as vscode from "vscode";
import { pathInWorkspace } from "./documentContext";
import type { EngineClient } from "./engineClient";
import type { WorkspaceLearning } from "./learn/workspaceLearning";
import { MeasureHere, type MeasuredFile } from "./measure/measureHere";
import type { Say } from "./say";
import { completionOptions, type Settings } from "./settings";
import type { Timers } from "./timers";

/** Makes the comparison on the user's file. @param parts `onChange`: it goes on, begins or ends */
export function wireMeasuring(parts: {
  readonly engine: EngineClient;
  readonly learning: WorkspaceLearning;
  readonly settings: () => Settings;
  readonly timers: Timers;
  readonly say: Say;
  readonly onChange: () => void;
}): MeasureHere {
  const { engine, learning, settings, timers, say, onChange } = parts;
  const words = {
    noFile: say("Open a file to measure on."),
    noModel: say("There is no model to measure yet."),
    shortFile: say("This file is too short to measure on. It needs some thirty lines."),
  };
  const [cpu] = cpus();
  const measuring: MeasureHere = new MeasureHere({
    complete: (request, options, signal) => engine.complete(request, options, signal),
    file: activeFile,
    opened: () => (engine.state.kind === "ready" ? engine.state.opened : undefined),
    options: () => completionOptions(settings(), 1),
    hide: (name) => {
      engine.learn({ kind: "forget", name });
    },
    unhide: () => {
      learning.startOver();
    },
    onChange: () => {
      void vscode.commands.executeCommand(
        "setContext",
        "foretype.isMeasuring",
        measuring.isRunning,
      );
      onChange();
    },
    timers,
    date: () => Date.now(),
    machine: `${cpu?.model.trim() ?? process.arch}, ${process.platform}`,
    refuse: (why) => {
      void vscode.window.showInformationMessage(words[why]);
    },
  });
  return measuring;
}

function activeFile(): MeasuredFile | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) return undefined;
  const { uri } = document;
  return {
    documentId: uri.toString(),
    path: pathInWorkspace(uri.path, vscode.workspace.getWorkspaceFolder(uri)?.uri.path),
    name: basename(uri.path),
    text: document.getText().replaceAll("\r\n", "\n"),
  };
}
