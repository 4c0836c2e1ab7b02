/** A case of test/golden/shape; its README describes the format. */
export interface ShapeCase {
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly text: string;
  /** `text` with `✂` where it is to be cut. */
  readonly expected: string;
}

/** The cases of a file, of which there is at least one. */
export function shapeCases(file: string): readonly ShapeCase[] {
  const cases = file.trimEnd().split(/^=== /m).slice(1);
  if (cases.length === 0) throw new Error("the file has no cases");
  return cases.map((written) => {
    const [, name, document, expected] = /^(.*)\n([^]*?)\n---\n([^]*?)\n?$/.exec(written) ?? [];
    const [prefix, suffix, ...others] = document?.split("‸") ?? [];
    if (name === undefined || suffix === undefined || others.length > 0) {
      throw new Error(`the case ${JSON.stringify(written)} is not of the format`);
    }
    const text = expected?.replace("✂", "") ?? "";
    return { name, prefix: prefix ?? "", suffix, text, expected: expected ?? "" };
  });
}
