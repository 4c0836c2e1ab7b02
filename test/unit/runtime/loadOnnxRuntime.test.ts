import { describe, expect, it } from "vitest";
import { loadOnnxRuntime } from "../../../src/runtime/session/loadOnnxRuntime";

describe("loadOnnxRuntime", () => {
  it("says which platform has no binary, and why", async () => {
    const failing = (): Promise<never> =>
      Promise.reject(
        new Error("Cannot find module 'onnxruntime_binding.node'\nRequire stack: ..."),
      );
    await expect(loadOnnxRuntime(failing)).rejects.toMatchObject({
      code: "user/unsupported-platform",
      message: expect.stringMatching(
        new RegExp(
          `${process.platform} ${process.arch} \\(Cannot find module 'onnxruntime_binding.node'\\)`,
        ),
      ) as string,
    });
  });
});
