import type * as OnnxRuntime from "onnxruntime-node";
import type { ExecutionProvider } from "../../core/model/executionProvider";

/**
 * Threads of onnxruntime that wait for work spin for 50 microseconds, about as long as the operators between two products take,
 * and then sleep. Measured on 2 cores of AMD EPYC machines, past 700, 2 threads; milliseconds a step, best / median:
 *
 * | | embedded, int8, busy: 1 node | 8 nodes | cores used in 3 s idle | by a step every 100 ms | Qwen 0.5B, quiet: 1 node | 8 nodes |
 * |---|---|---|---|---|---|---|
 * | spinning (the default) | 1.5 / 7.4 | 3.3 / 18 | 0.021 | 0.32 | - | - |
 * | `session.force_spinning_stop` | 1.4 / 12 | 3.0 / 20 | 0.017 | 0.067 | - | - |
 * | `spin_duration_us` 50 | 1.6 / 3.7 | 4.0 / 9.3 | 0.0009 | 0.045 | 35 / 36 | 57 / 58 |
 * | no spinning | 1.5 / 3.2 | 4.5 / 8.9 | 0.0006 | 0.038 | 38 / 41 | 70 / 78 |
 *
 * Spinning without an end doubles or trebles a step on a busy machine, which one with an editor and a language server often is.
 */
const spinning = { session: { intra_op: { allow_spinning: "1", spin_duration_us: "50" } } };

/**
 * Opens a session on a graph's file; its weights are mapped from the file beside it. On the CPU it uses no core between runs. Another
 * provider gets the operators that it knows, and the CPU the others.
 */
export async function createSession(
  runtime: typeof OnnxRuntime,
  graphPath: string,
  threads: number,
  provider: ExecutionProvider = "cpu",
): Promise<OnnxRuntime.InferenceSession> {
  return runtime.InferenceSession.create(graphPath, {
    executionProviders: provider === "cpu" ? ["cpu"] : [provider, "cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    // Errors come as exceptions; standard error belongs to nobody.
    logSeverityLevel: 4,
    extra: spinning,
  });
}
