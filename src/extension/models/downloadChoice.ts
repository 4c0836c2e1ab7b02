import { ForetypeError, messageOf } from "../../core/errors";
import type { Cancellation } from "../../core/ports";
import type { CatalogueEntry } from "../../store/download/catalogue";
import type { Done } from "../../store/work";
import { sizeInWords } from "./amounts";
import type { ModelUi } from "./modelUi";

export interface DownloadParts {
  readonly ui: ModelUi;
  /** Where files go. */
  readonly folder: string;
  /** Where they come from, such as https://huggingface.co. */
  readonly endpoint: string;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly download: (
    entry: CatalogueEntry,
    work: { readonly onProgress: (done: Done) => void; readonly cancellation: Cancellation },
  ) => Promise<unknown>;
}

/**
 * Downloads a model of the catalogue after the user has read what it is, from where and under which licence, and has agreed. What
 * is stopped or fails is gone on with at the next try.
 *
 * @returns whether the model is on this machine
 */
export async function downloadChoice(entry: CatalogueEntry, parts: DownloadParts): Promise<boolean> {
  const { ui, download } = parts;
  const { say } = ui;
  try {
    if (!(await ui.confirm(await question(entry, parts), say("Download")))) return false;
    await ui.withProgress(say("Downloading {name}", { name: entry.name }), (report, signal) =>
      download(entry, {
        cancellation: {
          get isCancelled() {
            return signal.aborted;
          },
        },
        onProgress: ({ done, total }) => {
          report(say("{done} of {total}", { done: sizeInWords(done), total: sizeInWords(total) }), total > 0 ? done / total : 0);
        },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ForetypeError && error.code === "user/cancelled")) {
      ui.warn(messageOf(error));
    }
    return false;
  }
}

async function question(
  { name, bytes, licence, repository, file, note }: CatalogueEntry,
  { ui: { say }, folder, endpoint, freeBytes }: DownloadParts,
): Promise<string> {
  const free = sizeInWords(await freeBytes(folder));
  const size = bytes === undefined ? say("a size that only the server knows") : sizeInWords(bytes);
  return [
    say("Download {name}? {note}", { name, note }),
    say("Size: {size}, and about as much again when it is opened. Free on the disk: {free}.", { size, free }),
    say("Licence: {licence}. Source: {host}, {repository}, {file}.", { licence, host: host(endpoint), repository, file }),
    say("The server learns your network address and which file is downloaded; nothing of your code is sent."),
  ].join("\n\n");
}

function host(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}
