import path from "node:path";
import type { CompletionRequest, Shape } from "../core/complete/request";
import { offsetOf, parsePlace } from "./cursorPlace";
import { readText } from "./readText";

/**
 * The request that an editor would make at a place in a file.
 *
 * @param place FILE:LINE:COLUMN, both counted from 1
 * @throws user/bad-argument if there is no such place
 */
export async function requestAt(
  place: string,
  shape: Shape,
  cwd: string,
): Promise<CompletionRequest> {
  const cursor = parsePlace(place);
  const file = path.resolve(cwd, cursor.file);
  const text = await readText(cursor.file, cwd);
  const offset = offsetOf(text, cursor);
  return {
    documentId: file,
    path: promptPath(file, cwd),
    prefix: text.slice(0, offset),
    suffix: text.slice(offset),
    shape,
  };
}

/** The path that the model is shown: below the working folder, or only the name of a file elsewhere. */
function promptPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  const isElsewhere = relative.startsWith("..") || path.isAbsolute(relative);
  return isElsewhere ? path.basename(file) : relative.split(path.sep).join("/");
}
