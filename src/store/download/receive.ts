import { ForetypeError } from "../../core/errors";
import type { WorkOptions } from "../work";
import type { CatalogueEntry } from "./catalogue";
import { diskError } from "./diskErrors";
import { silenceOf, type Hub } from "./hub";
import type { HubFile } from "./hubFile";
import { Retryable } from "./hubErrors";
import { dropBody, type HttpAnswer } from "./http";
import type { PartFile } from "./partFile";

/**
 * One attempt at the bytes that a part lacks. What arrives is kept, also if the attempt fails.
 *
 * @throws Retryable if they do not all come
 * @throws model/corrupt if the host sends another file; user/disk-full; what `Hub.ask` throws
 */
export async function receive(
  entry: CatalogueEntry,
  { hub, file, part }: { readonly hub: Hub; readonly file: HubFile; readonly part: PartFile },
  onProgress: WorkOptions["onProgress"],
): Promise<void> {
  const { answer, watchdog } = await hub.ask(entry, file.address, {
    method: "GET",
    headers: rangeOf(part),
  });
  try {
    await agreeOnStart(answer, entry, file, part);
    await part.name(answer.headers.get("etag"));
    onProgress?.({ done: part.length, total: file.bytes });
    for await (const bytes of answer.body ?? []) {
      watchdog.touch();
      if (part.length + bytes.length > file.bytes) throw anotherLength(entry, "more", file);
      await write(part, bytes);
      onProgress?.({ done: part.length, total: file.bytes });
    }
  } catch (cause) {
    if (cause instanceof ForetypeError || cause instanceof Retryable) throw cause;
    throw new Retryable(silenceOf(new URL(file.address), watchdog, cause), { cause });
  } finally {
    watchdog.stop();
    await dropBody(answer);
  }
  if (!part.isWhole) throw new Retryable("the connection ended too early");
}

/** Asks for the rest only if the content is still the one that the beginning is of. */
function rangeOf({ length, etag }: PartFile): Record<string, string> {
  if (length === 0) return {};
  const range = { range: `bytes=${String(length)}-` };
  return etag === undefined ? range : { ...range, "if-range": etag };
}

/** Makes the part end where the answer begins. */
async function agreeOnStart(
  { status, headers }: HttpAnswer,
  entry: CatalogueEntry,
  file: HubFile,
  part: PartFile,
): Promise<void> {
  if (status === 200) {
    const length = headers.get("content-length");
    if (length !== null && Number(length) !== file.bytes) throw anotherLength(entry, length, file);
    if (part.length > 0) await part.beginAnew();
    return;
  }
  const [, start, total] =
    /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
  if (Number(start) === part.length && Number(total) === file.bytes) return;
  await part.beginAnew();
  throw new Retryable("the host sent another part of the file than it was asked for");
}

async function write(part: PartFile, bytes: Uint8Array): Promise<void> {
  try {
    await part.append(bytes);
  } catch (cause) {
    throw diskError(part.path, cause);
  }
}

function anotherLength(
  { name }: CatalogueEntry,
  length: string,
  { bytes }: HubFile,
): ForetypeError {
  return new ForetypeError(
    "model/corrupt",
    `The host sent another file than ${name}: it has ${length} bytes, not ${bytes}. Nothing of it was kept; try again later.`,
  );
}
