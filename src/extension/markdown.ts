import type { CommandId } from "./commandIds";

/** `text` as Markdown that shows exactly it: paths and sentences hold characters that Markdown would take for its own. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, "\\$&");
}

/** A link that runs a command. Works only in a Markdown text that is trusted with it. */
export function commandLink(title: string, command: CommandId): string {
  return `[${escapeMarkdown(title)}](command:${command})`;
}
