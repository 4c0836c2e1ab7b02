import type { onnx } from "onnx-proto";
import type { GraphWalk } from "./graphWalk";

/** Operators that change each logit by itself, or by the same for all tokens. */
const elementwise: ReadonlySet<string> = new Set([
  "Add",
  "Cast",
  "Clip",
  "Div",
  "Identity",
  "Mul",
  "Sub",
  "Tanh",
  "Where",
]);

/** Products of the rows [1, S, hidden] with a matrix, whose first input is the rows. */
const products: ReadonlySet<string> = new Set(["MatMul", "FusedMatMul", "MatMulNBits"]);

/**
 * The output head: the node that multiplies all tokens' rows with the vocabulary's matrix. Where only some rows are wanted, the
 * others can be left out before it, which saves most of the head's work on a prompt.
 *
 * @returns `undefined` if it is not found; then rows are left out behind it
 */
export function findHead(walk: GraphWalk, logits: string): onnx.INodeProto | undefined {
  let value = logits;
  for (;;) {
    const node = walk.makerOf(value);
    if (node === undefined) return undefined;
    // Whoever else reads the value wants all rows of it.
    const numReaders = walk.readersOf(value).length;
    if (value === logits ? numReaders > 0 : numReaders !== 1 || walk.isOutput(value)) {
      return undefined;
    }
    const inputs = (node.input ?? []).filter((name) => name !== "");
    const changing = inputs.filter((name) => !walk.isConstant(name));
    const [input] = changing;
    if (input === undefined || changing.length !== 1) return undefined;
    const operator = node.opType ?? "";
    if (products.has(operator)) return node.input?.[0] === input ? node : undefined;
    if (!elementwise.has(operator)) return undefined;
    value = input;
  }
}
