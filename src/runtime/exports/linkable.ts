import { randomUUID } from "node:crypto";
import { link, mkdir, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Which of some files can get a second name in a folder. Not those of another disk, and on some systems not those of another
 * user. A link that points there would not do: onnxruntime follows it, and refuses what lies outside the graph's folder.
 */
export async function linkableFiles(
  files: Iterable<string>,
  folder: string,
): Promise<ReadonlySet<string>> {
  const linkable = new Set<string>();
  for (const file of new Set(files)) {
    const trial = path.join(folder, `.link-${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true });
      await link(file, trial);
      await rm(trial);
      linkable.add(file);
    } catch {
      // Then it is copied.
    }
  }
  return linkable;
}
