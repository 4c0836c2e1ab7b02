import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/**
 * A folder of its own for the files of a test file, removed after it.
 *
 * @returns writes bytes under a name and gives the path
 */
export function ggufFolder(): (name: string, bytes: Uint8Array) => string {
  const folder = mkdtempSync(path.join(tmpdir(), "foretype-gguf-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (name, bytes) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };
}
