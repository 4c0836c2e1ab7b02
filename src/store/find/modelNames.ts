/** Files beside language models, or models of other kinds, whose name says so: no code can be completed with them. */
const otherKinds = /mmproj|vision|embed|rerank|(^|[-_./])(clip|imatrix|mtp)([-_./]|$)/i;

/** Whether a name says that this is no model that writes text. */
export function isOtherKind(name: string): boolean {
  return otherKinds.test(name);
}

/** llama.cpp's naming of the parts of one model: `NAME-00001-of-00003.gguf`. */
const partPattern = /^(.+)-(\d{5})-of-(\d{5})\.gguf$/i;

/** A GGUF file that is one of several parts. */
export interface GgufPart {
  /** Name without number and ending, the same for all parts. */
  readonly stem: string;
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** What a file's name says of its being a part; `undefined` for a whole model. */
export function ggufPartOf(fileName: string): GgufPart | undefined {
  const [, stem, index, count] = partPattern.exec(fileName) ?? [];
  if (stem === undefined) return undefined;
  return { stem, index: Number(index), count: Number(count) };
}

/** A file's name without `.gguf`. */
export function withoutEnding(fileName: string): string {
  return fileName.replace(/\.gguf$/i, "");
}
