import { describe, expect, it } from "vitest";
import { openGgufModel } from "../../../src/runtime/gguf/openGgufModel";
import { codeRows, type CodedStorage } from "../../../src/runtime/graph/codeRows";
import { linearStorage } from "../../../src/runtime/graph/linearStorage";
import { failureOf } from "../../support/failure";
import { ggufBytes } from "../../support/ggufBytes";
import { ggufFolder } from "../../support/ggufFile";
import { tinyGguf } from "../../support/tinyGguf";

const write = ggufFolder();
const name = "model.layers.0.mlp.up_proj.weight";

function exact(type: "Q8_0" | "Q4_1"): CodedStorage {
  const storage = linearStorage(type, "auto");
  if (storage.kind !== "codes") throw new Error("no codes");
  return storage;
}

describe("codeRows", () => {
  it("takes the file's own codes, of any rows", async () => {
    const model = await openGgufModel(
      write("q8.gguf", ggufBytes(tinyGguf({ architecture: "llama", type: "Q8_0" }))),
    );
    const rows = { first: 5, count: 3 };
    const { codes, scales, offsets } = await codeRows(model.tensors, name, rows, exact("Q8_0"));
    const weights = await model.tensors.floats(name, rows);
    expect(offsets).toBeUndefined();
    expect(
      Array.from(codes, (code, i) => (code - 128) * (scales[Math.floor(i / 32)] ?? NaN)),
    ).toEqual(Array.from(weights));
    await model.close();
  });

  it.each([
    ["scale", 0],
    ["offset", 2],
  ])("refuses a file with a %s that is no finite number", async (_, place) => {
    const contents = tinyGguf({ architecture: "llama", type: "Q4_1" });
    const bytes = contents.tensors.find((tensor) => tensor.name === "blk.0.ffn_up.weight")?.bytes;
    // Infinity in 16 bits, in the second row's block.
    bytes?.set([0, 0x7c], 20 + place);
    const model = await openGgufModel(write("q4.gguf", ggufBytes(contents)));
    const error = await failureOf(
      codeRows(model.tensors, name, { first: 0, count: 64 }, exact("Q4_1")),
    );
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toContain(`holds a value in "${name}" that is no finite number`);
    await model.close();
  });
});
