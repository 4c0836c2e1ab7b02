/** Values under texts, to be found by every text that begins with theirs. */
export class PrefixTree<Value> {
  readonly #root: Node<Value> = { label: "", children: new Map() };

  /** @returns the value under exactly this text */
  get(key: string): Value | undefined {
    const last = this.along(key)[0];
    return last?.length === key.length ? last.value : undefined;
  }

  /** Puts a value under a text, in place of the one that was there. */
  set(key: string, value: Value): void {
    let node = this.#root;
    let offset = 0;
    while (offset < key.length) {
      const child = node.children.get(key.charCodeAt(offset));
      if (child === undefined) {
        node = addChild(node, { label: key.slice(offset), children: new Map() });
        break;
      }
      const length = sharedLength(child.label, key, offset);
      node = length === child.label.length ? child : split(node, child, length);
      offset += length;
    }
    node.value = value;
  }

  /** Takes away what is under exactly this text, if anything is. */
  delete(key: string): void {
    const path = this.#path(key);
    const last = path.at(-1);
    if (last === undefined || last.end !== key.length) return;
    delete last.node.value;
    // Nodes without a value are there where texts part ways, and nowhere else.
    for (const { node, parent } of path.toReversed()) {
      if (node.value !== undefined || parent === undefined || node.children.size > 1) return;
      const [only] = node.children.values();
      parent.children.delete(node.label.charCodeAt(0));
      if (only === undefined) continue;
      only.label = node.label + only.label;
      addChild(parent, only);
      return;
    }
  }

  /** The values under all beginnings of `text`, the longest beginning first, each with its length in code units. */
  along(text: string): readonly { readonly length: number; readonly value: Value }[] {
    return this.#path(text)
      .flatMap(({ node: { value }, end }) => (value === undefined ? [] : { length: end, value }))
      .reverse();
  }

  /** The nodes whose texts `text` begins with, the shortest first. */
  #path(text: string): readonly Step<Value>[] {
    const path: Step<Value>[] = [{ node: this.#root, parent: undefined, end: 0 }];
    let parent = this.#root;
    let end = 0;
    for (;;) {
      const node = parent.children.get(text.charCodeAt(end));
      if (node === undefined || !text.startsWith(node.label, end)) return path;
      end += node.label.length;
      path.push({ node, parent, end });
      parent = node;
    }
  }
}

interface Node<Value> {
  /** What its text has more than its parent's; empty for the root only. */
  label: string;
  /** By the first code unit of their labels. */
  readonly children: Map<number, Node<Value>>;
  value?: Value;
}

interface Step<Value> {
  readonly node: Node<Value>;
  readonly parent: Node<Value> | undefined;
  /** Length of the node's text. */
  readonly end: number;
}

function addChild<Value>(parent: Node<Value>, child: Node<Value>): Node<Value> {
  parent.children.set(child.label.charCodeAt(0), child);
  return child;
}

/** Puts a node between two others. @returns it */
function split<Value>(parent: Node<Value>, child: Node<Value>, length: number): Node<Value> {
  const middle = addChild(parent, { label: child.label.slice(0, length), children: new Map() });
  child.label = child.label.slice(length);
  addChild(middle, child);
  return middle;
}

function sharedLength(label: string, key: string, offset: number): number {
  if (key.startsWith(label, offset)) return label.length;
  let length = 0;
  while (length < label.length && label.charCodeAt(length) === key.charCodeAt(offset + length)) {
    length++;
  }
  return length;
}
