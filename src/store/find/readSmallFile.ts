import { open } from "node:fs/promises";

/** No file that says where models are is larger; a hostile one does not fill the memory. */
const mostBytes = 1 << 20;

/**
 * The text of a small file of another program.
 *
 * @throws what the file system throws, and an error for a file of more than a megabyte or that is no file
 */
export async function readSmallFile(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const state = await handle.stat();
    if (!state.isFile()) throw new Error("It is no file.");
    if (state.size > mostBytes) throw new Error("It is too large for what it should be.");
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}
