import type * as OnnxRuntime from "onnxruntime-node";
import type { ExecutionProvider } from "../../core/model/executionProvider";

/**
 * Threads of onnxruntime that wait for work sleep instead of spinning. Measured with the embedded model at int8, past 700, 2 threads
 * on 2 cores of an AMD EPYC (Zen 3), sessions taking turns, other programs busy; milliseconds a step, best / median:
 *
 * | | 1 node | 8 nodes | cores used in 3 s idle | cores used by a step every 100 ms |
 * |---|---|---|---|---|
 * | spinning (the default) | 1.5 / 7.4 | 3.3 / 18 | 0.021 | 0.32 |
 * | `session.force_spinning_stop` | 1.4 / 12 | 3.0 / 20 | 0.017 | 0.067 |
 * | `spin_duration_us` 50 | 1.6 / 3.7 | 4.0 / 9.3 | 0.0009 | 0.045 |
 * | no spinning | 1.5 / 3.2 | 4.5 / 8.9 | 0.0006 | 0.038 |
 *
 * Spinning is worth a quarter of a step on an idle machine and doubles or trebles it on a busy one, which a machine with an editor
 * and a language server often is.
 */
const spinning = { session: { intra_op: { allow_spinning: "0" } } };

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
