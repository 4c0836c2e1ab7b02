import { ForetypeError } from "../../core/errors";
import type { CatalogueEntry } from "./catalogue";
import type { Hub } from "./hub";
import { dropBody, type HttpAnswer } from "./http";

/** What the Hub says of a file before it sends it. */
export interface HubFile {
  /** At a commit, so that it stays the same file however long the download takes. */
  readonly address: string;
  readonly bytes: number;
  /** Of its content. */
  readonly sha256: string;
}

/**
 * Asks the Hub what a file is and compares that with the catalogue.
 *
 * @throws model/corrupt if it is not the file that the catalogue names, or the Hub does not say what it is
 * @throws what `Hub.ask` throws
 */
export async function findHubFile(entry: CatalogueEntry, hub: Hub): Promise<HubFile> {
  const { answer, watchdog } = await hub.ask(
    entry,
    hub.addressOf(entry, entry.revision),
    { method: "HEAD" },
    // The Hub's own answer knows more than that of the host that it redirects to.
    (redirect) => redirect.headers.get("x-linked-etag") !== null,
  );
  await dropBody(answer);
  watchdog.stop();
  const { bytes, sha256 } = factsOf(answer);
  if (entry.sha256 !== undefined && sha256 !== undefined && sha256 !== entry.sha256) {
    throw changed(entry, `SHA-256 ${sha256}, not ${entry.sha256}`);
  }
  if (entry.bytes !== undefined && bytes !== undefined && bytes !== entry.bytes) {
    throw changed(entry, `${bytes} bytes, not ${entry.bytes}`);
  }
  const expectedHash = entry.sha256 ?? sha256;
  const expectedBytes = entry.bytes ?? bytes;
  if (expectedHash === undefined || expectedBytes === undefined) {
    throw new ForetypeError(
      "model/corrupt",
      `The Hub does not say what ${entry.file} must be, so it could not be checked. Nothing was downloaded; choose another model.`,
    );
  }
  const commit = answer.headers.get("x-repo-commit");
  const revision = commit !== null && /^[0-9a-f]{40}$/.test(commit) ? commit : entry.revision;
  return { address: hub.addressOf(entry, revision), bytes: expectedBytes, sha256: expectedHash };
}

/** `X-Linked-ETag` and `X-Linked-Size` speak of the content itself; the others may speak of a redirect. */
function factsOf({ status, headers }: HttpAnswer): {
  readonly bytes: number | undefined;
  readonly sha256: string | undefined;
} {
  const isFile = status === 200;
  const etag = headers.get("x-linked-etag") ?? (isFile ? headers.get("etag") : null) ?? "";
  const size =
    headers.get("x-linked-size") ?? (isFile ? headers.get("content-length") : null) ?? "";
  const [, sha256] = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(etag) ?? [];
  const bytes = /^\d{1,15}$/.test(size) && Number(size) > 0 ? Number(size) : undefined;
  return { bytes, sha256 };
}

function changed({ name }: CatalogueEntry, difference: string): ForetypeError {
  return new ForetypeError(
    "model/corrupt",
    `The Hub's file of ${name} is not the one that Foretype knows: it has ${difference}. Nothing was downloaded; choose another model.`,
  );
}
