import { builtinModules } from "node:module";
import type { Layer } from "../../../.ci/layers.mjs";
import type { SourceGraph, SourceImport } from "./sourceGraph";

/** Every import that the table of layers forbids, and every file that is in no layer, as sentences. */
export function layerFaults(
  graph: SourceGraph,
  layers: Readonly<Record<string, Layer>>,
): readonly string[] {
  return [...graph].flatMap(([file, imports]) => {
    const name = layerOf(file);
    const layer = layers[name];
    if (layer === undefined) return [`${file} is in no layer`];
    return imports
      .filter((found) => !isAllowed(found, name, layer, graph))
      .map(({ target, isTypeOnly }) =>
        isTypeOnly ? `${file} imports types of ${target}` : `${file} imports ${target}`,
      );
  });
}

function isAllowed(
  { target, isTypeOnly }: SourceImport,
  name: string,
  layer: Layer,
  graph: SourceGraph,
): boolean {
  if (!graph.has(target)) return isAllowedPackage(target, layer);
  const other = layerOf(target);
  if (other === name || layer.layers.includes(other)) return true;
  const isValueAllowed = layer.valuesOf.includes(target.replace(/\.ts$/, ""));
  return layer.typesOf.includes(other) && (isTypeOnly || isValueAllowed);
}

function isAllowedPackage(target: string, layer: Layer): boolean {
  if (target.startsWith("node:") || builtinModules.includes(target)) return layer.node;
  return layer.packages.includes(target);
}

function layerOf(file: string): string {
  return file.split("/", 1)[0] ?? "";
}
