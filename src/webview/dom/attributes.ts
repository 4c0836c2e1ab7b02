/** What an element may be given: an attribute, a custom property (`--name`), or a listener (`onclick`). */
export type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: never) => void)>
>;

/** What an element may hold. Text is always text: nothing here is read as markup. */
export type Child = Node | string | number | undefined | readonly Child[];

/**
 * Sets attributes. `true` is an empty attribute, `false` and `undefined` are none; so `aria-` attributes are given as strings.
 *
 * Custom properties go through the style object, which a policy without inline styles allows.
 */
export function setAttributes(element: HTMLElement | SVGElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else if (name.startsWith("--")) {
      element.style.setProperty(name, String(value));
    } else {
      element.setAttribute(name, value === true ? "" : attributeText(value));
    }
  }
}

/** Adds children in order, leaving out those that are `undefined`. */
export function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue;
    if (isList(child)) append(parent, child);
    else parent.append(child instanceof Node ? child : String(child));
  }
}

/** `Array.isArray` does not know lists that may not be changed. */
function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/** Hundredths of a pixel are enough, and long fractions make a page large. */
function attributeText(value: string | number): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
}
