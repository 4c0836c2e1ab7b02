import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../paths";

/** A real file that every checkout has once its packages are installed. */
export interface TypistFile {
  /** Below the checkout. */
  readonly file: string;
  readonly language: string;
}

/** Ten files in six languages. The first five are of five languages, for a short run. All are indented by spaces. */
export const typistFiles: readonly TypistFile[] = [
  { file: "src/extension/session/prefetch.ts", language: "TypeScript" },
  { file: "test/fixtures/workspace/tools/summarise.py", language: "Python" },
  { file: ".ci/host/startHost.mjs", language: "JavaScript" },
  { file: "node_modules/tree-sitter-c/src/tree_sitter/array.h", language: "C" },
  { file: "media/panel.css", language: "CSS" },
  { file: "src/core/complete/suggestionTree.ts", language: "TypeScript" },
  { file: "node_modules/commander/lib/argument.js", language: "JavaScript" },
  { file: "src/webview/charts/labelBoxes.ts", language: "TypeScript" },
  { file: "node_modules/commander/lib/option.js", language: "JavaScript" },
  {
    file: "node_modules/playwright-core/bin/reinstall_chrome_stable_linux.sh",
    language: "Shell",
  },
];

/** Its text, with "\n" at the ends of its lines. */
export function textOf({ file }: TypistFile): string {
  return readFileSync(path.join(root, file), "utf8").replaceAll("\r\n", "\n");
}
