import type { InferenceSession } from "onnxruntime-node";
import type * as OnnxRuntime from "onnxruntime-node";

/**
 * Opens a session on a graph's bytes, on the CPU.
 */
export async function createSession(
  runtime: typeof OnnxRuntime,
  graph: Uint8Array,
  threads: number,
): Promise<InferenceSession> {
  return runtime.InferenceSession.create(graph, {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    extra: { session: { force_spinning_stop: "1" } },
  });
}
