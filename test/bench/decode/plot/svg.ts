/** Attributes of an element; numbers are written with two places at most. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with children, which are markup already. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string {
  const inner = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`,
    )
    .join("");
  return children.length === 0
    ? `<${name}${inner}/>`
    : `<${name}${inner}>${children.join("")}</${name}>`;
}

/** Text at a place. */
export function label(text: string, attributes: Attributes): string {
  return element("text", attributes, [escaped(text)]);
}

/**
 * A whole picture. Its colours follow the reader's: it stands on its own ground, so that it is readable on any page.
 *
 * @param title what a screen reader says
 */
export function picture(
  size: { readonly width: number; readonly height: number },
  title: string,
  children: readonly string[],
): string {
  const { width, height } = size;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      width,
      height,
      role: "img",
    },
    [
      element("title", {}, [escaped(title)]),
      element("style", {}, [style]),
      element("rect", { class: "ground", width, height }),
      ...children,
    ],
  );
}

/** The class of the colour of series `index`; they repeat. */
export function seriesClass(index: number): string {
  return `s${String(index % lightSeries.length)}`;
}

/** Dashes tell series of one colour apart; empty for the first round of colours. */
export function seriesDash(index: number): string {
  return ["", "6 3", "2 3", "8 3 2 3"][Math.floor(index / lightSeries.length) % 4] ?? "";
}

/** The eight colours of Okabe and Ito 2008, which colour-blind readers tell apart; yellow and black are changed to be seen on the ground. */
const lightSeries = "0072b2 d55e00 009e73 cc79a7 56b4e9 e69f00 7a5c00 555555".split(" ");
const darkSeries = "5aa9e6 f0844c 3ec9a0 e6a3c8 8fd0f5 f2bf4b c9ad4a b5b5b5".split(" ");

const colours = (series: readonly string[]): string =>
  series
    .map((colour, i) => `.s${String(i)}{stroke:#${colour}}.f.s${String(i)}{fill:#${colour}}`)
    .join("");

const style = [
  "text{font:12px system-ui,sans-serif;fill:#24292f}",
  ".title{font-weight:bold}.bar{opacity:.7}.ground{fill:#fff}.axis{stroke:#57606a}.grid{stroke:#d8dee4}.quiet{fill:#57606a}",
  ".line{fill:none;stroke-width:2}.whisker{stroke:#24292f;stroke-width:1.5}.band{fill:#8c959f;opacity:.25}",
  colours(lightSeries),
  "@media(prefers-color-scheme:dark){",
  "text{fill:#e6edf3}.ground{fill:#0d1117}.axis{stroke:#8b949e}.grid{stroke:#30363d}.quiet{fill:#8b949e}",
  ".whisker{stroke:#e6edf3}.band{fill:#8b949e}",
  colours(darkSeries),
  "}",
].join("");

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
