import { messageOf } from "../../core/errors";
import { chainTree } from "../../core/tree/chainTree";
import type { RunningModel } from "../session/startModel";
import { unsupportedExport } from "./exportErrors";

/**
 * Starts an export and runs it once. What others have made may load and still not run, and a sentence at opening is better than
 * a failure at the first suggestion.
 *
 * @throws model/unsupported naming the graph and what onnxruntime says
 */
export async function startExport(
  graphPath: string,
  start: () => Promise<RunningModel>,
): Promise<RunningModel> {
  let running: RunningModel;
  try {
    running = await start();
  } catch (cause) {
    throw refusal(graphPath, "cannot be loaded by onnxruntime", cause);
  }
  try {
    const last = Int32Array.of(1);
    const output = await running.model.forward(chainTree(Int32Array.of(0, 0)), last);
    if (Number.isFinite(output.row(1).logSumExp)) return running;
  } catch (cause) {
    await running.close();
    throw refusal(graphPath, "cannot be run by onnxruntime", cause);
  }
  await running.close();
  throw unsupportedExport(graphPath, "computes logits that are no numbers");
}

/** onnxruntime's messages go on over many lines, and hold places in its own sources. */
function refusal(graphPath: string, problem: string, cause: unknown): Error {
  const [line = ""] = messageOf(cause).split("\n", 1);
  return unsupportedExport(graphPath, `${problem} (${line.slice(0, 300)})`, cause);
}
