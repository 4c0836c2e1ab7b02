import { cpus } from "node:os";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { Logger } from "../core/ports";
import { placeOf } from "./editorRequest";
import type { EngineClient } from "./engineClient";
import type { WorkspaceLearning } from "./learn/workspaceLearning";
import { MeasureHere, type MeasuredFile } from "./measure/measureHere";
import { takeMeasureTurn } from "./measure/measureTurn";
import type { Say } from "./say";
import { completionOptions, type Settings } from "./settings";
import type { Timers } from "./timers";
import type { WantedPlaces } from "./wantedPlaces";

/** Makes the comparison on the user's file. @param parts `onChange`: it goes on, begins or ends */
export function wireMeasuring(parts: {
  readonly engine: EngineClient;
  readonly learning: WorkspaceLearning;
  readonly settings: () => Settings;
  readonly places: Pick<WantedPlaces, "isWantedIn">;
  readonly isOnBattery: () => boolean | undefined;
  /** The lock of all windows; they measure one after the other. */
  readonly turnFile: string;
  readonly log: Pick<Logger, "warn">;
  readonly timers: Timers;
  readonly say: Say;
  readonly onChange: () => void;
}): MeasureHere {
  const { engine, learning, settings, places, timers, say, onChange } = parts;
  const words = {
    noFile: say("Open a file to measure on."),
    off: say("Suggestions are switched off for this file."),
    battery: say("Measuring takes all the power there is. On battery, Foretype is paused."),
    noModel: say("There is no model to measure yet."),
    shortFile: say("This file is too short to measure on. It needs some thirty lines."),
  };
  const [cpu] = cpus();
  const measuring: MeasureHere = new MeasureHere({
    complete: (request, options, signal) => engine.complete(request, options, signal),
    file: activeFile,
    opened: () => (engine.state.kind === "ready" ? engine.state.opened : undefined),
    options: () => completionOptions(settings(), 1),
    isWanted: (file) => places.isWantedIn(file),
    isSparing: () => settings().pauseOnBattery && parts.isOnBattery() === true,
    takeTurn: (signal, onWait) =>
      takeMeasureTurn(parts.turnFile, signal, { onWait, log: parts.log }),
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
    ...placeOf(document),
    name: basename(uri.path),
    text: document.getText().replaceAll("\r\n", "\n"),
  };
}
