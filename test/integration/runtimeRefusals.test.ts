import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invariant, type ErrorCode } from "../../src/core/errors";
import { openModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { RecordingLogger } from "../support/recordingLogger";
import { modelsFolder } from "../support/seedModel";

/** A copy of the embedded model that a test may spoil. */
let folder: string;
let cacheFolder: string;
let logger: RecordingLogger;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-refusals-"));
  cacheFolder = path.join(folder, "graphs");
  logger = new RecordingLogger();
  await cp(path.join(modelsFolder, "manifest.json"), path.join(folder, "manifest.json"));
  await cp(path.join(modelsFolder, "foretype-seed"), path.join(folder, "foretype-seed"), {
    recursive: true,
  });
});
afterEach(() => rm(folder, { recursive: true }));

async function openOnce(): Promise<void> {
  const source = await locateModel(folder, "foretype-seed");
  const opened = await openModel(source, { cacheFolder, precision: "int4", threads: 1, logger });
  await opened.close();
}

/** Changes a file of the model, and, where the manifest is to believe it, its entry too. */
async function change(
  name: string,
  edit: (bytes: Buffer) => Uint8Array,
  isInManifest: boolean,
): Promise<void> {
  const file = path.join(folder, "foretype-seed", name);
  const before = await readFile(file);
  const after = edit(before);
  await writeFile(file, after);
  if (!isInManifest) return;
  const manifest = path.join(folder, "manifest.json");
  const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  const text = (await readFile(manifest, "utf8"))
    .replace(`"bytes": ${String(before.length)}`, `"bytes": ${String(after.length)}`)
    .replace(hashOf(before), hashOf(after));
  await writeFile(manifest, text);
}

const cut = (bytes: Buffer): Uint8Array => bytes.subarray(0, bytes.length - 100);
const flip = (bytes: Buffer): Uint8Array => {
  const flipped = Uint8Array.from(bytes);
  flipped[bytes.length >> 1] = (flipped[bytes.length >> 1] ?? 0) ^ 255;
  return flipped;
};
const replace =
  (from: string, to: string) =>
  (bytes: Buffer): Uint8Array => {
    const text = bytes.toString("latin1");
    invariant(text.includes(from), `the file lacks ${from}`);
    return Buffer.from(text.replace(from, to), "latin1");
  };

describe("files that are not what the manifest promises", () => {
  for (const name of ["config.json", "tokenizer.json", "model.safetensors"]) {
    it.each([
      ["cut short", cut],
      ["damaged", flip],
    ])(`${name} %s is refused by its name`, async (problem, edit) => {
      await change(name, edit, false);
      await expect(openOnce()).rejects.toMatchObject({
        code: "model/corrupt",
        message: expect.stringContaining(`${name} is ${problem}`) as string,
      });
    });
  }

  it("a manifest that is cut short is refused by its name", async () => {
    const manifest = path.join(folder, "manifest.json");
    await writeFile(manifest, cut(await readFile(manifest)));
    await expect(openOnce()).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining("manifest.json is not valid JSON") as string,
    });
  });
});

interface Misfit {
  /** The file that is changed, and how. */
  readonly name: string;
  readonly edit: (bytes: Buffer) => Uint8Array;
  readonly code: ErrorCode;
  /** The file that the message blames, and what it says about it. */
  readonly blamed: string;
  readonly hint: string;
}

const misfits: readonly Misfit[] = [
  {
    name: "config.json",
    edit: replace("LlamaForCausalLM", "GPT2LMHeadModel"),
    code: "model/unsupported",
    blamed: "config.json",
    hint: "GPT2LMHeadModel",
  },
  {
    name: "config.json",
    edit: replace('"num_hidden_layers": 6', '"num_hidden_layers": 5'),
    code: "model/bad-shape",
    blamed: "model.safetensors",
    hint: 'holds "model.layers.5',
  },
  {
    name: "config.json",
    edit: replace('"num_hidden_layers": 6', '"num_hidden_layers": 7'),
    code: "model/bad-shape",
    blamed: "model.safetensors",
    hint: 'lacks "model.layers.6',
  },
  {
    name: "config.json",
    edit: replace('"intermediate_size": 768', '"intermediate_size": 512'),
    code: "model/bad-shape",
    blamed: "model.safetensors",
    hint: "[768, 256]; the model's configuration asks for [512, 256]",
  },
  {
    name: "config.json",
    edit: replace('"vocab_size": 8192', '"vocab_size": 8000'),
    code: "model/bad-shape",
    blamed: "model.safetensors",
    hint: "[8192, 256]; the model's configuration asks for [8000, 256]",
  },
  {
    name: "tokenizer.json",
    edit: replace('"type": "BPE"', '"type": "Unigram"'),
    code: "model/bad-tokenizer",
    blamed: "tokenizer.json",
    hint: "Unigram",
  },
  {
    name: "tokenizer.json",
    edit: replace("<|fim_prefix|>", "<|fim_qrefix|>"),
    code: "model/bad-tokenizer",
    blamed: "tokenizer.json",
    hint: "no token <|fim_prefix|>",
  },
  {
    name: "model.safetensors",
    edit: cut,
    code: "model/corrupt",
    blamed: "model.safetensors",
    hint: "its header describes",
  },
  {
    name: "model.safetensors",
    edit: replace('"dtype": "F16"', '"dtype": "F64"'),
    code: "model/corrupt",
    blamed: "model.safetensors",
    hint: "F64",
  },
  {
    name: "model.safetensors",
    edit: replace("model.norm.weight", "model.norm.wEight"),
    code: "model/bad-shape",
    blamed: "model.safetensors",
    hint: 'lacks "model.norm.weight"',
  },
];

describe("files that the manifest believes but that do not fit together", () => {
  it.each(misfits)(
    "$name is changed: $blamed $hint",
    async ({ name, edit, code, blamed, hint }) => {
      await change(name, edit, true);
      const opening = openOnce();
      await expect(opening).rejects.toMatchObject({
        code,
        message: expect.stringContaining(hint) as string,
      });
      await expect(opening).rejects.toThrow(path.join("foretype-seed", blamed));
    },
  );
});

describe("the cache of graphs", () => {
  it("builds once, uses what it has built, and builds anew what was damaged", async () => {
    const numBuilt = (): number =>
      logger.messagesOf("info").filter((message) => message.startsWith("built ")).length;
    await openOnce();
    await openOnce();
    expect(numBuilt()).toBe(1);
    const [name = ""] = await readdir(cacheFolder);
    const weights = path.join(cacheFolder, name, "weights.bin");
    await writeFile(weights, cut(await readFile(weights)));
    await openOnce();
    expect(numBuilt()).toBe(2);
    expect(await readdir(cacheFolder)).toEqual([name]);
  });
});
