import * as vscode from "vscode";
import { usableStrategies } from "../core/decode/strategies";
import type { Strategy } from "../core/decode/strategy";
import type { Say } from "./say";

/**
 * Asks for a strategy with one line on each; the one in force is the first. `undefined` if the user leaves.
 *
 * @param open what the engine has open: some strategies need more than a model
 */
export async function pickStrategy(
  current: string,
  open: { readonly draft?: string },
  say: Say,
): Promise<string | undefined> {
  const strategies = usableStrategies(open);
  // A quick pick begins at its first line, and Enter there should change nothing.
  const isCurrent = ({ id }: Strategy): boolean => id === current;
  const others = strategies.filter((strategy) => !isCurrent(strategy));
  const items = [...strategies.filter(isCurrent), ...others].map(({ id, title, description }) => ({
    label: id === current ? `$(check) ${say(title)}` : say(title),
    description: id,
    detail: say(description),
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: say("Foretype: Strategy"),
    placeHolder: say(
      "How tokens are drafted. The greedy text is the same with each; the speed is not.",
    ),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}
