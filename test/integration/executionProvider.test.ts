import { listSupportedBackends } from "onnxruntime-node";
import { expect, it } from "vitest";
import { executionProviders } from "../../src/core/model/executionProvider";
import { openModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { RecordingLogger } from "../support/recordingLogger";
import { graphsFolder, modelsFolder } from "../support/seedModel";

const backends = listSupportedBackends();

/** Those that onnxruntime has no code for on this platform. It would pass over them without a word. */
const missing = executionProviders.filter((provider) =>
  backends.every(({ name }) => name !== provider),
);

it.each(missing)(
  "a model runs on the CPU where there is no %s, and the log says so",
  async (provider) => {
    const logger = new RecordingLogger();
    const opened = await openModel(await locateModel(modelsFolder, "foretype-seed"), {
      cacheFolder: graphsFolder,
      precision: "int8",
      threads: 1,
      provider,
      logger,
    });
    await opened.close();
    expect(opened.provider).toBe("cpu");
    expect(logger.messagesOf("warn")).toEqual([
      `The model runs on the CPU: ${provider} is not there on this platform, which has ${backends.map(({ name }) => name).join(", ")}.`,
    ]);
  },
);
