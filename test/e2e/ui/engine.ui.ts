import { suite, suiteSetup, test } from "mocha";
import { engineProcesses, waitForEngine } from "../harness/engineProcesses";
import { beginning, typed } from "../harness/texts";
import { until } from "../harness/until";
import { useWorkbench } from "../harness/useWorkbench";

suite("the engine's process", () => {
  const used = useWorkbench();

  suiteSetup(() => used().workbench.warmUp());

  test("comes back after it was killed, and suggestions with it", async () => {
    const { workbench, session } = used();
    const before = await waitForEngine(session.host);
    process.kill(before, "SIGKILL");
    await waitForEngine(session.host, before);
    await workbench.waitUntilReady();
    await workbench.openFile("src/again.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
  });

  test("is given up after repeated deaths, and typing goes on without it", async () => {
    const { workbench, session } = used();
    const failed = workbench.status.filter({ hasText: "Foretype: stopped" });
    await until(
      "the engine is given up",
      async () => {
        for (const pid of engineProcesses(session.host)) process.kill(pid, "SIGKILL");
        return (await failed.count()) > 0;
      },
      60_000,
    );
    await workbench.openFile("src/without.ts", beginning);
    await workbench.type("total += 1;");
    await workbench.expectNoGhost();
    await workbench.waitForText("src/without.ts", `${beginning}total += 1;`);
  });

  test("is started again by a command", async () => {
    const { workbench } = used();
    await workbench.runCommand("Foretype: Restart Engine");
    await workbench.waitUntilReady();
    await workbench.openFile("src/restarted.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
  });
});
