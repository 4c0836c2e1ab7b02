import { beginning } from "./texts";
import type { Workbench } from "./workbench";

/** Some suggestions are known from the lines before; of so many rounds, the model is asked in more than ten. */
const numRounds = 18;

/** Has suggestions made, and takes every other one. */
export async function useSuggestions(workbench: Workbench): Promise<void> {
  await workbench.openFile("src/panel.ts", beginning);
  for (let round = 0; round < numRounds; round++) {
    await workbench.type(`const size${round} = order`);
    await workbench.waitForGhost();
    if (round % 2 === 0) await workbench.page.keyboard.press("Tab");
    else await workbench.dismiss();
    await workbench.waitForNoGhost();
    await workbench.page.keyboard.press("Enter");
  }
}
