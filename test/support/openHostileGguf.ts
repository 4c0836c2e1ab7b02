import path from "node:path";
import { ForetypeError, type ErrorCode } from "../../src/core/errors";
import { checkTensors } from "../../src/runtime/checkpoint/checkTensors";
import { openGgufCheckpoint } from "../../src/runtime/gguf/openGgufCheckpoint";
import { createVocabulary } from "../../src/runtime/tokenizer/createVocabulary";

const expected: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "model/missing",
  "model/corrupt",
  "model/bad-shape",
  "model/bad-config",
  "model/bad-tokenizer",
  "model/unsupported",
]);

/** Longer than this it is no sentence to show. */
const maxMessageLength = 1000;

/**
 * Opens a file and reads all that it holds, as a conversion would.
 *
 * @returns "opened", or the code of the error that refused it
 * @throws where the error is none for people: another code, no name of the file, no sentence
 */
export async function openHostileGguf(file: string): Promise<"opened" | ErrorCode> {
  try {
    await readWhole(file);
    return "opened";
  } catch (error) {
    if (
      error instanceof ForetypeError &&
      expected.has(error.code) &&
      error.message.includes(path.basename(file)) &&
      error.message.endsWith(".") &&
      error.message.length <= maxMessageLength
    ) {
      return error.code;
    }
    throw error;
  }
}

async function readWhole(file: string): Promise<void> {
  const checkpoint = await openGgufCheckpoint(file);
  const { config, tensors, tokenizer, tokenizerPath } = checkpoint;
  try {
    checkTensors(tensors, config);
    createVocabulary(tokenizer, config.vocabSize, tokenizerPath);
    for (const name of tensors.names) await tensors.floats(name);
  } finally {
    await checkpoint.close();
  }
}
