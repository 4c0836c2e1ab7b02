import { OnnxGraph } from "./onnxGraph";

/** A graph of one layer that looks like an export, and computes nothing of use: what is read of it before it runs. */
export function smallExport(): OnnxGraph {
  const graph = new OnnxGraph("/small");
  graph.input("input_ids", "int64", ["batch", "sequence"]);
  graph.input("attention_mask", "int64", ["batch", "total"]);
  graph.floats(
    "table",
    [40, 8],
    Float32Array.from({ length: 320 }, (_, i) => i / 320),
  );
  graph.floats(
    "head.weight",
    [8, 40],
    Float32Array.from({ length: 320 }, (_, i) => -i / 320),
  );
  const rows = graph.node("Gather", ["table", "input_ids"]);
  graph.node("MatMul", [rows, "head.weight"], {}, { outputs: ["logits"] });
  graph.output("logits", "float32", ["batch", "sequence", 40]);
  for (const kind of ["key", "value"]) {
    const past = graph.input(`past_key_values.0.${kind}`, "float32", ["batch", 1, "past", 8]);
    const present = `present.0.${kind}`;
    graph.node("Concat", [past, past], { axis: 2 }, { outputs: [present] });
    graph.output(present, "float32", ["batch", 1, "total", 8]);
  }
  return graph;
}
