import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ForetypeError } from "../core/errors";
import type { ManifestFile } from "./manifest";

const whatToDo = "Copy the file again from the release, or install Foretype again.";

/**
 * Compares a file with what the manifest promises: there, of that size, with that checksum. The content is streamed.
 *
 * @throws model/missing or model/corrupt naming the file and what is wrong with it
 */
export async function checkFile(path: string, promised: ManifestFile): Promise<void> {
  let numBytes: number;
  try {
    numBytes = (await stat(path)).size;
  } catch (cause) {
    throw new ForetypeError("model/missing", `${path} is missing. ${whatToDo}`, { cause });
  }
  if (numBytes !== promised.bytes) {
    const problem = numBytes < promised.bytes ? "is cut short" : "is too long";
    throw new ForetypeError(
      "model/corrupt",
      `${path} ${problem}: it has ${String(numBytes)} bytes, the manifest says ${String(promised.bytes)}. ${whatToDo}`,
    );
  }
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new ForetypeError("model/missing", `${path} cannot be read. Check its permissions.`, {
      cause,
    });
  }
  const sha256 = hash.digest("hex");
  if (sha256 !== promised.sha256) {
    throw new ForetypeError(
      "model/corrupt",
      `${path} is damaged: its SHA-256 is ${sha256}, the manifest says ${promised.sha256}. ${whatToDo}`,
    );
  }
}
