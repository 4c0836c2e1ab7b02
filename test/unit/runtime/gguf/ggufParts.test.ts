import { describe, expect, it } from "vitest";
import { openGgufParts } from "../../../../src/runtime/gguf/ggufParts";
import { failureOf } from "../../../support/failure";
import {
  ggufBytes,
  scalar,
  text,
  type GgufTensor,
  type GgufValue,
} from "../../../support/ggufBytes";
import { ggufFolder } from "../../../support/ggufFile";

const write = ggufFolder();

function part(
  name: string,
  split: { readonly no: number; readonly count: number },
  tensors: readonly string[],
  more: readonly (readonly [string, GgufValue])[] = [],
): string {
  return write(
    name,
    ggufBytes({
      metadata: [
        ["split.no", scalar("u16", split.no)],
        ["split.count", scalar("u16", split.count)],
        ...more,
      ],
      tensors: tensors.map((tensor, i): GgufTensor => ({
        name: tensor,
        type: "F32",
        shape: [1],
        bytes: Uint8Array.of(i, 0, 0, 0),
      })),
    }),
  );
}

describe("openGgufParts", () => {
  it("opens the files of a model as one", async () => {
    const first = part("m-00001-of-00003.gguf", { no: 0, count: 3 }, [], [["name", text("M")]]);
    part("m-00002-of-00003.gguf", { no: 1, count: 3 }, ["a", "b"]);
    part("m-00003-of-00003.gguf", { no: 2, count: 3 }, ["c"]);
    const parts = await openGgufParts(first);
    expect(parts.metadata.string("name")).toBe("M");
    expect([...parts.tensors.keys()]).toEqual(["a", "b", "c"]);
    const { file, begin } = parts.tensors.get("b") ?? {};
    expect(file?.path).toMatch(/m-00002-of-00003\.gguf$/);
    expect([...((await file?.read(begin ?? 0, 4)) ?? [])]).toEqual([1, 0, 0, 0]);
    await parts.close();
  });

  it("closes all of its files", async () => {
    const parts = await openGgufParts(part("c-00001-of-00002.gguf", { no: 0, count: 1 }, ["a"]));
    const entry = parts.tensors.get("a");
    await parts.close();
    expect((await failureOf(entry?.file.read(entry.begin, 4) ?? Promise.resolve())).code).toBe(
      "model/corrupt",
    );
  });

  it("names a file that is missing", async () => {
    const first = part("n-00001-of-00002.gguf", { no: 0, count: 2 }, ["a"]);
    const error = await failureOf(openGgufParts(first));
    expect(error.code).toBe("model/missing");
    expect(error.message).toMatch(/n-00002-of-00002\.gguf cannot be read/);
  });

  it("names the first file where another is opened", async () => {
    const second = part("o-00002-of-00002.gguf", { no: 1, count: 2 }, ["a"]);
    const error = await failureOf(openGgufParts(second));
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toMatch(
      /is not the first of a model's 2 files; open .*o-00001-of-00002\.gguf/,
    );
  });

  it("refuses one of several files under a name of its own", async () => {
    const error = await failureOf(openGgufParts(part("blob", { no: 0, count: 2 }, ["a"])));
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toContain("does not end in -00001-of-00002.gguf");
  });

  it("refuses a file of another model, a tensor in two files, and hordes of files", async () => {
    const first = part("p-00001-of-00002.gguf", { no: 0, count: 2 }, ["a"]);
    part("p-00002-of-00002.gguf", { no: 1, count: 3 }, ["b"]);
    expect((await failureOf(openGgufParts(first))).message).toMatch(
      /p-00002-of-00002\.gguf does not say that it is file 2 of 2/,
    );
    part("p-00002-of-00002.gguf", { no: 1, count: 2 }, ["a"]);
    expect((await failureOf(openGgufParts(first))).message).toMatch(
      /p-00002-of-00002\.gguf holds the tensor "a", which another file/,
    );
    const many = part("q-00001-of-60000.gguf", { no: 0, count: 60_000 }, []);
    expect((await failureOf(openGgufParts(many))).message).toContain('"split.count"');
  });
});
