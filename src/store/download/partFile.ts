import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from "node:fs/promises";
import { invariant } from "../../core/errors";
import type { HubFile } from "./hubFile";

/** What the beginning of a file is the beginning of, written beside it. */
interface PartNote {
  readonly sha256: string;
  readonly bytes: number;
  /** As the host that sends the bytes calls this very content. */
  readonly etag?: string;
}

/** The beginning of a file that is being downloaded: `FILE.part`, with a note beside it, until it is whole. */
export class PartFile {
  readonly #target: string;
  readonly #wanted: HubFile;
  #handle: FileHandle | undefined;
  #length = 0;
  #etag: string | undefined;

  private constructor(target: string, wanted: HubFile) {
    this.#target = target;
    this.#wanted = wanted;
  }

  /** Goes on with what is there, if it is the beginning of that file, or begins anew. */
  static async open(target: string, wanted: HubFile): Promise<PartFile> {
    const part = new PartFile(target, wanted);
    const note = await readNote(part.#notePath);
    const length = await lengthOf(part.path);
    const isBeginning =
      note?.sha256 === wanted.sha256 && note.bytes === wanted.bytes && length <= wanted.bytes;
    if (isBeginning) {
      part.#length = length;
      part.#etag = note.etag;
    } else {
      await part.remove();
    }
    part.#handle = await open(part.path, "a");
    await part.#writeNote();
    return part;
  }

  get path(): string {
    return `${this.#target}.part`;
  }

  /** Bytes that are there. */
  get length(): number {
    return this.#length;
  }

  get isWhole(): boolean {
    return this.#length === this.#wanted.bytes;
  }

  /** For `If-Range`; `undefined` if the other side has named none that may be used so. */
  get etag(): string | undefined {
    return this.#etag;
  }

  /** Notes how the host calls what it sends. Weak tags do not promise equal bytes. */
  async name(etag: string | null): Promise<void> {
    const strong = etag?.startsWith('"') === true ? etag : undefined;
    if (strong === this.#etag) return;
    this.#etag = strong;
    await this.#writeNote();
  }

  /** Forgets all bytes. */
  async beginAnew(): Promise<void> {
    await this.#handle?.truncate(0);
    this.#length = 0;
  }

  async append(bytes: Uint8Array): Promise<void> {
    const handle = this.#handle;
    invariant(handle !== undefined, "a part that is written to is open");
    let start = 0;
    while (start < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, start, bytes.length - start);
      start += bytesWritten;
      this.#length += bytesWritten;
    }
  }

  /** Lets go of the file; its bytes stay to be gone on with. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  /** Gives the file its name. It is whole and right. */
  async finish(): Promise<void> {
    await this.#handle?.sync();
    await this.close();
    await rename(this.path, this.#target);
    await rm(this.#notePath, { force: true });
  }

  /** Removes the bytes and the note. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
    await rm(this.#notePath, { force: true });
    this.#length = 0;
    this.#etag = undefined;
  }

  get #notePath(): string {
    return `${this.path}.json`;
  }

  async #writeNote(): Promise<void> {
    const { sha256, bytes } = this.#wanted;
    const note = { sha256, bytes, ...(this.#etag !== undefined && { etag: this.#etag }) };
    await writeFile(this.#notePath, JSON.stringify(note));
  }
}

async function readNote(file: string): Promise<PartNote | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(file, "utf8"));
    return isNote(note) ? note : undefined;
  } catch {
    // None there, or cut short by a crash: then the part is of nothing that is known.
    return undefined;
  }
}

function isNote(note: unknown): note is PartNote {
  if (typeof note !== "object" || note === null) return false;
  const { sha256, bytes, etag } = note as Record<string, unknown>;
  const isEtag =
    etag === undefined || (typeof etag === "string" && /^"[\x21\x23-\x7e]*"$/.test(etag));
  return typeof sha256 === "string" && typeof bytes === "number" && isEtag;
}

async function lengthOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
