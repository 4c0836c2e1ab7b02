import os from "node:os";
import { loadOnnxRuntime } from "../../runtime/session/loadOnnxRuntime";

/** What a speed was measured on. */
export interface Machine {
  readonly cpu: string;
  /** Logical processors that this process may use. */
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  readonly onnxruntime: string;
}

export async function describeMachine(): Promise<Machine> {
  const runtime = await loadOnnxRuntime();
  return {
    cpu: os.cpus()[0]?.model.trim() ?? "unknown CPU",
    cores: os.availableParallelism(),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    onnxruntime: runtime.env.versions.node ?? "unknown",
  };
}
