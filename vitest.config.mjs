import { defineConfig } from "vitest/config";

/**
 * One project for each kind of test. Pure tests share their workers' modules, which halves their time; tests that load the model
 * have a process for each file.
 */
export default defineConfig({
  test: {
    projects: [
      project("unit", { isolate: false, testTimeout: 10_000 }),
      project("property", { isolate: false, testTimeout: 60_000 }),
      project("golden", { testTimeout: 300_000 }),
      project("integration", { testTimeout: 120_000 }),
      // Needs Chromium.
      project("webview", { testTimeout: 120_000 }),
      {
        test: { name: "layering", include: ["test/layering.test.ts"], testTimeout: 60_000 },
      },
    ],
  },
});

/**
 * @param {string} name a folder in test
 * @param {{ isolate?: boolean, testTimeout: number }} options
 */
function project(name, options) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      hookTimeout: options.testTimeout,
      ...options,
    },
  };
}
