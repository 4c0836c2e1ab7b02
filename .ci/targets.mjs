/**
 * The platforms that a package can be built for, by vsce's name: the folder of onnxruntime's binaries, and the files in it that
 * stay out. There is no binary for macOS on Intel, nor for Linux without glibc.
 *
 * @typedef {object} Target
 * @property {string} binaries
 * @property {RegExp} [unused] names of files that nothing loads
 */

/** DirectML and the shader compiler serve the GPU only, and the engine asks for the CPU. */
const forGpu = /^(DirectML|dxcompiler|dxil)\.dll$/;

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  "linux-x64": { binaries: "linux/x64" },
  "linux-arm64": { binaries: "linux/arm64" },
  // The binding asks for libonnxruntime.1.dylib; the file with the full version is the same once more.
  "darwin-arm64": { binaries: "darwin/arm64", unused: /^libonnxruntime\.\d+\.\d+\.\d+\.dylib$/ },
  "win32-x64": { binaries: "win32/x64", unused: forGpu },
  "win32-arm64": { binaries: "win32/arm64", unused: forGpu },
};
