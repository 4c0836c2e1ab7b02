import { builtinModules } from "node:module";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { layers } from "./.ci/layers.mjs";

/** A name inside a regular expression. */
const literal = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Imports that a layer may not make, each with the sentence that ESLint shows. */
function forbiddenImports(/** @type {string} */ name) {
  const layer = layers[name];
  if (layer === undefined) throw new Error(`no layer ${name}`);
  const others = Object.keys(layers).filter(
    (other) => other !== name && !layer.layers.includes(other),
  );
  const banned = others.filter((other) => !layer.typesOf.includes(other));
  const packages = layer.packages.map(literal);
  if (layer.node) packages.push("node:");
  const patterns = [
    {
      regex: `^(\\.\\./)+(${banned.join("|")})(/|$)`,
      message: `src/${name} may not import this layer; the table in src/README.md says which.`,
    },
    {
      regex: packages.length === 0 ? "^[^.]" : `^(?!\\.|${packages.join("|")})`,
      message: `src/${name} may not import this package; the table in src/README.md says which.`,
    },
  ];
  if (layer.typesOf.length === 0) return patterns;
  const values = layer.valuesOf.map((file) => `${literal(file)}$`).join("|");
  return [
    ...patterns,
    {
      regex: `^(\\.\\./)+(?!${values})(${layer.typesOf.join("|")})/`,
      allowTypeImports: true,
      message: `src/${name} may import types of this layer only.`,
    },
  ];
}

export default defineConfig(
  globalIgnores(["dist/", "coverage/", "test-results/", "bench-results/", ".cache/", "models/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs"], defaultProject: ".ci/tsconfig.json" },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Counts and offsets in messages are plain numbers; every other kind needs a decision.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/prefer-readonly": "error",
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-imports": [
        "error",
        {
          patterns: builtinModules.map((name) => ({
            regex: `^${literal(name)}$`,
            message: `Write node:${name}.`,
          })),
        },
      ],
    },
  },
  ...Object.keys(layers).map((name) => ({
    files: [`src/${name}/**`],
    rules: {
      /** @type {["error", { patterns: ReturnType<typeof forbiddenImports> }]} */
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: forbiddenImports(name) }],
    },
  })),
  {
    files: ["src/core/**", "src/protocol/**"],
    rules: {
      // Time, randomness and IO are arguments. What the compiler cannot forbid by leaving out a library is listed here.
      "no-restricted-properties": [
        "error",
        {
          object: "Math",
          property: "random",
          message: "Randomness is an argument: see core/sample/noise.ts.",
        },
        {
          object: "Date",
          property: "now",
          message: "Time is an argument: see Clock in core/ports.ts.",
        },
      ],
      "no-restricted-globals": [
        "error",
        { name: "globalThis", message: "This layer knows ECMAScript only." },
        { name: "Intl", message: "The text of a completion may not depend on the user's locale." },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Time is an argument.",
        },
      ],
    },
  },
  {
    files: ["**/*.ts"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "error" },
  },
  {
    files: ["**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // A cast in a comment is no cast to the rule, so what is read from JSON cannot be given its type in these files.
    files: [".ci/**"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off" },
  },
  {
    files: [".ci/**", "test/e2e/**"],
    rules: { "no-console": "off" },
  },
);
