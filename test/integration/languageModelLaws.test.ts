import { expect, it } from "vitest";
import { checkLanguageModel } from "../support/laws/languageModelLaws";
import { openSeedModel } from "../support/seedModel";

it("the embedded model in float32 obeys the laws of language models", async () => {
  const opened = await openSeedModel("fp32");
  try {
    await expect(checkLanguageModel(opened.model, 1e-4)).resolves.toBeUndefined();
  } finally {
    await opened.close();
  }
});
