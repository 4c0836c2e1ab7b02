import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import { FaultCheck } from "../harness/faultCheck";
import { beginning, typed } from "../harness/texts";
import { until } from "../harness/until";
import { useWorkbench } from "../harness/useWorkbench";

/** The usual beginning, gone on with to its end. */
const whole = `${beginning}total += line.quantity;\n  }\n  return total;\n}\n`;

/** Code in four scripts, two of which run from right to left, with marks that combine. */
const scripts = `// \u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD: adds. \u0645\u0631\u062D\u0628\u0627
// e\u0301te\u0301, a\u0308o\u0308u\u0308, \u0928\u092E\u0938\u094D\u0924\u0947, \u{1F469}\u200D\u{1F4BB}
export function add(a: number, b: number): number {
  return a + b;
}

export function sub(a: number, b: number): number {
  const \u05E1\u05DB\u05D5\u05DD = `;

suite("an unusual place", () => {
  const used = useWorkbench({
    settings: {
      "editor.autoClosingBrackets": "never",
      "files.readonlyInclude": { "**/locked.ts": true },
      // To colour a suggestion, the editor colours all that is above it first, whoever made it: a minute in the largest file here.
      "editor.inlineSuggest.syntaxHighlightingEnabled": false,
    },
    logs: true,
  });

  suiteSetup(() => used().workbench.warmUp());

  for (const { title, name, text, saved } of [
    {
      title: "in a file of five megabytes",
      name: "src/large.ts",
      text: whole.repeat(Math.ceil(5_000_000 / whole.length)) + beginning,
    },
    {
      title: "in a line of 200,000 characters",
      name: "src/wide.ts",
      text: `const words = [${'"word", '.repeat(25_000)}`.slice(0, 200_000),
    },
    {
      title: "in a file whose line ends are of both kinds",
      name: "src/mixed.ts",
      text: beginning.replaceAll("{\n", "{\r\n").replaceAll(";\n", ";\r\n"),
      saved: beginning.replaceAll("\n", "\r\n"),
    },
    {
      title: "in text from right to left, with combining marks",
      name: "src/marks.ts",
      text: scripts,
    },
  ]) {
    test(`${title} is typed at as anywhere else`, async () => {
      const { workbench } = used();
      const check = new FaultCheck(used());
      await workbench.openFile(name, text);
      await workbench.type(typed);
      await check.waitForOutcome("suggestion", "unsure", "emptyCompletion", "filtered");
      await workbench.dismiss();
      await workbench.waitForText(name, (saved ?? text) + typed);
      await check.expectCalm();
    });
  }

  test("where 200 suggestions are asked for at once gets one, and each request has its end", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await workbench.openFile("src/burst.ts", beginning + typed);
    const check = new FaultCheck(used());
    await Promise.all(Array.from({ length: 200 }, () => page.keyboard.press("Alt+\\")));
    await workbench.waitForGhost();
    await check.waitForOutcome("suggestion");
    ok(check.requests.length <= 200, `${check.requests.length} requests have ended`);
    const others = check.requests.flatMap(({ none }) => none ?? []);
    deepEqual(
      others.filter((none) => none !== "cancelled" && none !== "superseded"),
      [],
    );
    await workbench.dismiss();
    await workbench.waitForText("src/burst.ts", beginning + typed);
    await check.expectCalm();
  });

  test("with 50 cursors gets what is typed at each, and no suggestion", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await workbench.openFile("src/cursors.ts", "let x\n".repeat(50).trimEnd());
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Shift+Alt+I");
    const check = new FaultCheck(used());
    await workbench.type("y = ");
    await check.waitForOutcome("place");
    await workbench.expectNoGhost();
    await workbench.waitForText("src/cursors.ts", "let xy = \n".repeat(50).slice(0, -1));
    await page.keyboard.press("Escape");
    await check.expectCalm();
  });

  test("in a file that cannot be written is left as it is", async () => {
    const { workbench } = used();
    const check = new FaultCheck(used());
    await workbench.openFile("src/locked.ts", beginning);
    await workbench.type("tot");
    await workbench.page.keyboard.press("Alt+\\");
    await workbench.expectNoGhost();
    await workbench.page.keyboard.press("Tab");
    await workbench.waitForText("src/locked.ts", beginning);
    await check.expectCalm();
  });

  test("in a document that has no file yet is completed too", async () => {
    const { workbench, session } = used();
    const { page } = workbench;
    await session.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const check = new FaultCheck(used());
    await workbench.runCommand("Create: New File...");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Text File" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".editor-instance .monaco-editor.focused").waitFor();
    const text = "The quick brown fox jumps over the lazy d";
    await workbench.type(text);
    await check.waitForOutcome("suggestion", "unsure", "emptyCompletion", "filtered", "disabled");
    await workbench.dismiss();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+C");
    await until(
      "the text is what was typed",
      async () => (await page.evaluate(() => navigator.clipboard.readText())) === text,
      10_000,
    );
    await check.expectCalm();
  });

  test("in a cell of a notebook is completed too", async () => {
    const { workbench, session } = used();
    const { page } = workbench;
    const file = path.join(session.workspace, "src/book.ipynb");
    const source = "def add(a, b):\n    return a + b\n\ndef sub(a, b):\n    ";
    writeFileSync(file, JSON.stringify(notebook(source)));
    const check = new FaultCheck(used());
    await page.keyboard.press("Control+P");
    await page.locator('.quick-input-widget input[type="text"]').first().fill(file);
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "book" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".notebookOverlay .cell .monaco-editor .view-lines").first().click();
    await page.keyboard.press("Control+End");
    await workbench.type("ret");
    await check.waitForOutcome("suggestion", "unsure", "emptyCompletion", "filtered");
    await page.keyboard.press("Control+S");
    await until(
      "the notebook is what was typed",
      () => sourceOf(readFileSync(file, "utf8")) === `${source}ret`,
      20_000,
    );
    await check.expectCalm();
  });

  test("in a file of bytes is typed at as anywhere else", async () => {
    const { workbench, session } = used();
    const { page } = workbench;
    const file = path.join(session.workspace, "src/bytes.bin");
    const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 37) % 256);
    writeFileSync(file, bytes);
    const check = new FaultCheck(used());
    await page.keyboard.press("Control+P");
    await page.locator('.quick-input-widget input[type="text"]').first().fill(file);
    await page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: "bytes" })
      .waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".monaco-editor-pane-placeholder .monaco-button").first().click();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Text Editor" }).click();
    await page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await page.keyboard.press("Control+Home");
    await workbench.type("typed");
    await workbench.dismiss();
    await page.keyboard.press("Control+S");
    await until(
      "what was typed is in the file",
      () => readFileSync(file, "utf8").startsWith("typed"),
      20_000,
    );
    equal(readFileSync(file, "utf8").length > 4_000, true);
    await check.expectCalm();
  });
});

function notebook(source: string): unknown {
  const cell = { cell_type: "code", metadata: {}, execution_count: null, outputs: [], source };
  const metadata = { language_info: { name: "python" } };
  return { cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 };
}

/** The text of the first cell. */
function sourceOf(json: string): string {
  const { cells } = JSON.parse(json) as {
    readonly cells: readonly { readonly source: string | readonly string[] }[];
  };
  return [cells[0]?.source ?? ""].flat().join("");
}
