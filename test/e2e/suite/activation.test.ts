import { ok, strictEqual } from "node:assert/strict";
import { suite, test } from "mocha";
import { commands, extensions } from "vscode";
import { eventually } from "./eventually";

suite("the extension", () => {
  test("is activated by VS Code's start, without being called", async () => {
    await eventually("active", () => extensions.getExtension("foretype.foretype")?.isActive);
  });

  test("registers every command that it contributes", async () => {
    const manifest = extensions.getExtension("foretype.foretype")?.packageJSON as {
      readonly contributes: {
        readonly commands: readonly { readonly command: string; readonly category: string }[];
      };
    };
    const registered = await commands.getCommands(true);
    ok(manifest.contributes.commands.length > 0);
    for (const { command, category } of manifest.contributes.commands) {
      ok(registered.includes(command), command);
      strictEqual(category, "Foretype");
    }
  });
});
