/** A name in a document. */
export interface NearName {
  readonly name: string;
  /** Of its first character, in UTF-16 units from the beginning of the document. */
  readonly offset: number;
}

const linesAbove = 12;

/** Shorter names are counters and letters of mathematics. */
const leastLength = 3;

/** Words that many languages keep for themselves; what they mean is known to every model. */
const keywords: ReadonlySet<string> = new Set(
  (
    "abstract and any as assert async await bool boolean break case catch char class const constructor continue default def defer del " +
    "delete double elif else enum except export extends false final finally float for from func function global impl implements import " +
    "int interface lambda let long match mod module mut namespace new nil none not null number object override package pass private " +
    "protected pub public raise readonly require return self static string struct super switch template this throw trait true try type " +
    "typedef typeof undefined union unsafe use using val var virtual void where while with yield None True False Self String"
  ).split(" "),
);

/**
 * The different names in the lines above the cursor, those nearest to it first: what they mean helps to go on. Names in strings and
 * comments are among them, for telling them apart would take a lexer; nobody knows a definition of theirs.
 *
 * Worked example: in `const row = table.rowAt(index);` above `return row.a|` these are `row`, `index`, `rowAt` and `table`.
 *
 * @param prefix the whole document up to the cursor
 */
export function namesNear(prefix: string): readonly NearName[] {
  let start = prefix.length;
  for (let count = 0; count <= linesAbove && start > 0; count++) {
    start = prefix.lastIndexOf("\n", start - 1);
    if (start < 0) start = 0;
  }
  const names = new Map<string, NearName>();
  const found = [...prefix.slice(start).matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)];
  for (const { 0: name, index } of found.toReversed()) {
    if (name.length < leastLength || keywords.has(name) || names.has(name)) continue;
    // One that is being typed means nothing yet.
    if (start + index + name.length === prefix.length) continue;
    names.set(name, { name, offset: start + index });
  }
  return [...names.values()];
}
