import tseslint from "typescript-eslint";

/** Which folders of src a layer may import, and whether only types may cross. The test reads the same table. */
import { layers } from "./.ci/layers.mjs";

const layerNames = Object.keys(layers);

/** Patterns that match a relative import of a layer from within another. */
const importsOf = (layer) => `^(\\.\\./)+${layer}(/|$)`;

const layerRules = layerNames.map((name) => {
  const layer = layers[name];
  const forbiddenLayers = layerNames.filter((other) => other !== name && !layer.mayImport.includes(other));
  return {
    files: [`src/${name}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            ...forbiddenLayers.map((other) => ({
              regex: importsOf(other),
              message: `src/${name} may not import src/${other}: see "Where things are" in src/README.md.`,
            })),
            {
              regex: layer.mayUse.length === 0 ? "^[^.]" : `^(?!\\.|${layer.mayUse.join("|")})`,
              message: `src/${name} may use ${layer.mayUse.length === 0 ? "no package" : layer.mayUseInWords}.`,
            },
          ],
        },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", ".cache/**", "test-results/**", "bench-results/**"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["src/*/tsconfig.json", "test/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/prefer-readonly": "error",
      // The text `${number}` is plain; numbers in messages need no String() around them.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  ...layerRules,
);
