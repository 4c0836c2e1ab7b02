import {
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onnx } from "onnx-proto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invariant } from "../../src/core/errors";
import type { ModelSource } from "../../src/core/model/modelSource";
import { convertModel } from "../../src/runtime/convertModel";
import { describeModel } from "../../src/runtime/describeModel";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { genaiGraph } from "../support/exports/genaiGraph";
import { optimumGraph } from "../support/exports/optimumGraph";
import { writeExport, type WriteOptions } from "../support/exports/writeExport";
import { failureOf } from "../support/failure";
import { RecordingLogger } from "../support/recordingLogger";
import { writeTinyModel } from "../support/tinyModel";

let folder: string;
let checkpoint: ModelSource;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-exports-"));
  checkpoint = await writeTinyModel(path.join(folder, "checkpoint"), {
    architecture: "LlamaForCausalLM",
    weightType: "F32",
    hasTiedHead: false,
    hasAttentionBias: false,
    intermediateSize: 48,
  });
});
afterAll(() => rm(folder, { recursive: true }));

function write(
  name: string,
  options?: WriteOptions,
  make: typeof optimumGraph | typeof genaiGraph = genaiGraph,
): Promise<ModelSource> {
  return writeExport(path.join(folder, name), checkpoint, (weights) => make(weights), options);
}

function options(logger = new RecordingLogger()) {
  const cacheFolder = path.join(folder, "cache");
  return { cacheFolder, precision: "int8", threads: 1, logger } as const;
}

async function open(source: ModelSource, logger?: RecordingLogger): Promise<OpenedModel> {
  return openModel(source, options(logger));
}

/** The only folder in the cache whose name begins so. */
async function builtFolder(name: string): Promise<string> {
  const names = await readdir(path.join(folder, "cache"));
  const found = names.filter((candidate) => candidate.startsWith(`${name}-auto-`));
  expect(found).toHaveLength(1);
  return path.join(folder, "cache", found[0] ?? "");
}

describe("an export on disk", () => {
  it("stays where it is: its weights get a second name beside our graph", async () => {
    const source = await write("linked", { isExternal: true });
    const opened = await open(source);
    await opened.close();
    expect(opened).toMatchObject({ precision: "auto", provider: "cpu", attention: "trees" });
    const built = await builtFolder("linked");
    const data = await stat(path.join(folder, "linked/model.onnx_data"));
    const link = await stat(path.join(built, "linked_0.bin"));
    expect([link.ino, link.size]).toEqual([data.ino, data.size]);
    expect((await stat(path.join(built, "weights.bin"))).size).toBe(0);
  });

  it("is copied out of its own file, each weight at a place that can be mapped", async () => {
    const source = await write("inline");
    await (await open(source)).close();
    const built = await builtFolder("inline");
    expect((await readdir(built)).sort()).toEqual(["built.json", "graph.onnx", "weights.bin"]);
    const { graph } = onnx.ModelProto.decode(await readFile(path.join(built, "graph.onnx")));
    const offsets = (graph?.initializer ?? []).flatMap(({ externalData }) =>
      (externalData ?? []).filter(({ key }) => key === "offset").map(({ value }) => Number(value)),
    );
    expect(offsets.length).toBeGreaterThan(3);
    for (const offset of offsets) expect(offset % 4096).toBe(0);
  });

  it("is edited once, and anew where what was built is damaged", async () => {
    const source = await write("again", { isExternal: true });
    const logger = new RecordingLogger();
    const opens = async (): Promise<number> => {
      await (await open(source, logger)).close();
      return logger.messagesOf("info").filter((line) => line.startsWith("built ")).length;
    };
    expect(await opens()).toBe(1);
    expect(await opens()).toBe(1);
    const built = await builtFolder("again");
    await rm(path.join(built, "linked_0.bin"));
    expect(await opens()).toBe(2);
    expect(logger.messagesOf("warn").join()).toContain("is damaged");
    // Another file of the same name: the hash of the source may not cover it, its time does.
    await utimes(path.join(folder, "again/model.onnx_data"), 1000, 1000);
    expect(await opens()).toBe(3);
    await expect(builtFolder("again")).resolves.not.toBe(built);
  });

  it("is described without being opened", async () => {
    const source = await write("described", { isExternal: true, config: "genai" }, optimumGraph);
    const asked = { ...options(), fileBytes: 5 };
    const description = await describeModel(source, asked);
    expect(description).toMatchObject({
      architecture: "llama",
      attention: "chains",
      contextLength: 64,
      hasFim: true,
      isBuilt: false,
      builtBytes: 0,
      exactShare: 1,
    });
    const own = await describeModel(checkpoint, asked);
    expect(own.attention).toBe("trees");
    // The tables of angles and the norms count on one side only.
    expect(Math.abs(description.numParameters / own.numParameters - 1)).toBeLessThan(0.01);
    await convertModel(source, options());
    expect(await describeModel(source, asked)).toMatchObject({ isBuilt: true });
  });

  it("says in the log why it runs token by token", async () => {
    const logger = new RecordingLogger();
    await (await open(await write("why", {}, optimumGraph), logger)).close();
    expect(logger.messagesOf("info").join()).toContain("its attention is not GroupQueryAttention");
  });

  it("finds where texts end in either configuration", async () => {
    const source = await write("ends", { config: "genai" });
    const { files } = source;
    invariant(files.kind === "onnx", "it is an export");
    const config = JSON.parse(await readFile(files.config, "utf8")) as { model: object };
    Object.assign(config.model, { eos_token_id: [256] });
    await writeFile(files.config, JSON.stringify(config));
    const { format: _, ...unasked } = source;
    const opened = await open(unasked);
    await opened.close();
    expect(opened.format.end).toContain("<|end|>");
  });
});

describe("an export that cannot be run", () => {
  it("is refused where its data has been cut off", async () => {
    const source = await write("cut", { isExternal: true });
    await truncate(path.join(folder, "cut/model.onnx_data"), 5000);
    const failure = await failureOf(open(source));
    expect(failure.code).toBe("model/corrupt");
    expect(failure.message).toContain("model.onnx_data ends before");
  });

  it.each<[string, string, (graph: onnx.IGraphProto) => void]>([
    [
      "loaded",
      "cannot be loaded by onnxruntime (",
      ({ node }) =>
        Object.assign(node?.find(({ opType }) => opType === "Sigmoid") ?? {}, {
          opType: "NoSuchOperator",
        }),
    ],
    [
      "run",
      "cannot be run by onnxruntime (",
      ({ node }) => {
        const attention = node?.find(({ opType }) => opType === "GroupQueryAttention");
        const heads = attention?.attribute?.find(({ name }) => name === "kv_num_heads");
        invariant(heads !== undefined, "there is attention");
        heads.i = 1;
      },
    ],
    [
      "computing",
      "computes logits that are no numbers",
      ({ initializer }) => {
        const norm = initializer?.find(({ name }) => name === "model.norm.weight");
        invariant(norm !== undefined, "there is such a weight");
        norm.rawData = new Uint8Array(Float32Array.from({ length: 32 }, () => NaN).buffer);
      },
    ],
  ])("is refused at opening: %s", async (name, problem, change) => {
    const source = await write(`broken-${name}`, {
      change: ({ graph }) => {
        change(graph ?? {});
      },
    });
    const failure = await failureOf(open(source));
    expect(failure.code).toBe("model/unsupported");
    expect(failure.message).toContain(problem);
    expect(failure.message).toContain(path.join(folder, `broken-${name}/model.onnx`));
  });

  it("leaves nothing half built behind", async () => {
    const source = await write("gone");
    const { files } = source;
    invariant(files.kind === "onnx", "it is an export");
    const whole = `${files.graph}.whole`;
    await copyFile(files.graph, whole);
    const cut = openModel(source, {
      ...options(),
      onProgress: () => {
        throw new Error("stopped");
      },
    });
    await expect(cut).rejects.toThrow("stopped");
    const names = await readdir(path.join(folder, "cache"));
    expect(names.filter((name) => name.startsWith("gone"))).toEqual([]);
    await expect(open(source).then((opened) => opened.close())).resolves.toBeUndefined();
  });
});
