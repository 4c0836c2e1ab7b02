import { match } from "node:assert/strict";
import { renameSync } from "node:fs";
import path from "node:path";
import { suite, test } from "mocha";
import { legOfRun } from "../harness/legOfRun";
import { beginning } from "../harness/texts";
import { useWorkbench } from "../harness/useWorkbench";

// Only a package has the binary beside it, where one can be taken away: VS Code installs packages of any platform without a word.
if (legOfRun().origin === "vsix") {
  suite("a package for another platform", () => {
    const used = useWorkbench({
      prepare: (extensionFolder) => {
        renameSync(path.join(extensionFolder, "dist/ort"), path.join(extensionFolder, "dist/gone"));
      },
    });

    test("says what to do, and typing and commands go on", async () => {
      const { workbench } = used();
      await workbench.waitForStatus("Foretype cannot run on this machine", 60_000);
      await workbench.openFile("src/without.ts", beginning);
      await workbench.type("total += 1;");
      await workbench.expectNoGhost();
      await workbench.waitForText("src/without.ts", `${beginning}total += 1;`);
      const tooltip = await workbench.tooltip("Foretype cannot run on this machine");
      match(await tooltip.innerText(), /Install the Foretype package made for this platform/);
      await workbench.runCommand("Foretype: Show Log");
      await workbench.page.locator(".part.panel", { hasText: "Foretype" }).waitFor();
    });
  });
}
