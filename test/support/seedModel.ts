import os from "node:os";
import path from "node:path";
import type { Precision } from "../../src/core/model/modelSource";
import type { Logger } from "../../src/core/ports";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { modelsFolder } from "./modelsFolder";

export { modelsFolder };

/** Shared by all tests of this machine, so that a graph is built once. */
export const graphsFolder = path.join(os.tmpdir(), "foretype-test-graphs");

export const silentLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Opens the embedded model. One thread unless told otherwise, as test files run side by side. */
export async function openSeedModel(
  precision: Precision = "fp32",
  threads = 1,
): Promise<OpenedModel> {
  const source = await locateModel(modelsFolder, "foretype-seed");
  return openModel(source, { cacheFolder: graphsFolder, precision, threads, logger: silentLogger });
}
