import { readFile } from "node:fs/promises";

/**
 * An esbuild plugin that takes onnxruntime-node into the bundle. Its native part is looked for in `ort/` beside the bundle instead of
 * in node_modules.
 *
 * @type {import("esbuild").Plugin}
 */
export const ortBeside = {
  name: "ort-beside",
  setup(build) {
    build.onLoad(
      { filter: /onnxruntime-node[\\/]dist[\\/]binding\.js$/ },
      async ({ path: file }) => {
        const source = await readFile(file, "utf8");
        const call = /require\(`[^`]*onnxruntime_binding\.node`\)/;
        if (!call.test(source)) {
          throw new Error(
            "onnxruntime-node loads its native part in a new way: adapt .ci/ortBeside.mjs.",
          );
        }
        const beside = `require(require("node:path").join(__dirname, "ort", "onnxruntime_binding.node"))`;
        return { contents: source.replace(call, beside), loader: "js" };
      },
    );
  },
};
