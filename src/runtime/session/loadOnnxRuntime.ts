import type * as OnnxRuntime from "onnxruntime-node";
import { ForetypeError, messageOf } from "../../core/errors";

/**
 * Loads onnxruntime with its native binary. Only when it is needed: where there is no binary for this machine, everything
 * but the model still works.
 *
 * @param load replaced in tests
 * @throws user/unsupported-platform
 */
export async function loadOnnxRuntime(
  load: () => Promise<typeof OnnxRuntime> = () => import("onnxruntime-node"),
): Promise<typeof OnnxRuntime> {
  try {
    return await load();
  } catch (cause) {
    throw new ForetypeError(
      "user/unsupported-platform",
      `Foretype cannot run a model on this machine: onnxruntime has no working binary for ${process.platform} ${process.arch} ` +
        `(${firstLine(messageOf(cause))}). Install the Foretype package made for this platform; there is none for macOS on Intel nor for musl Linux.`,
      { cause },
    );
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
