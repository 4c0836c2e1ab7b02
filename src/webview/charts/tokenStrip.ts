import type { Last, Tok } from "../../protocol/panelMessages";
import { html } from "../dom/html";
import { visibleText } from "../text/visibleText";

export interface TokenStripParts {
  readonly label: string;
  readonly last: Last;
  /** What a reader is told of a token. */
  readonly nameOf: (token: Tok) => string;
  /** What is said of tokens that are not drawn. */
  readonly moreText: (n: number) => string;
}

export interface TokenStripDrawing {
  readonly element: HTMLElement;
  /** The first piece of each token. */
  readonly options: readonly HTMLElement[];
}

/** Most characters of one token, and of what stood before the first. */
const mostCharacters = 200;
const mostLead = 60;
/** Height of the skyline in pixels, and the entropy that fills it. */
const skyline = { pixels: 12, bits: 3 };

/**
 * The suggestion as code. Above each token a column as high as the model was unsure, below it a line if it was drafted; so each
 * token without a line is a pass.
 */
export function tokenStrip({ label, last, nameOf, moreText }: TokenStripParts): TokenStripDrawing {
  const lead = last.lead.replace(/^\s+/, "");
  const dedent = columnsOf(last.lead.slice(0, last.lead.length - lead.length));
  const element = html("div", {
    class: "strip",
    role: "listbox",
    "aria-label": label,
    "aria-orientation": "horizontal",
  });
  const options: HTMLElement[] = [];
  let row = newRow(2);
  /** Columns of indentation that are still to be left out in this line. */
  let skip = 0;
  if (lead !== "")
    row.append(html("span", { class: "lead", "aria-hidden": "true" }, shortLead(lead)));
  for (const [index, token] of last.tokens.entries()) drawToken(token, index);
  if (last.more !== undefined) row.append(html("span", { class: "lead" }, moreText(last.more)));
  return { element, options };

  function newRow(hang: number): HTMLElement {
    const made = html("span", { class: "row", role: "presentation", "--hang": hang });
    element.append(made);
    return made;
  }

  function drawToken(token: Tok, index: number): void {
    const text = token.text.replaceAll("\r\n", "\n").slice(0, mostCharacters);
    for (const [i, piece] of text.split(/(?<=\n)/).entries()) {
      const isBreak = piece.endsWith("\n");
      const drawn = drawPiece(token, skipped(isBreak ? piece.slice(0, -1) : piece), isBreak);
      if (i === 0) {
        drawn.setAttribute("aria-label", nameOf(token));
        options.push(drawn);
      } else {
        drawn.setAttribute("aria-hidden", "true");
      }
      row.append(drawn);
      if (isBreak) {
        skip = dedent;
        row = newRow(hangOf(last.tokens, index, text, i));
      }
    }
    if (text === "") options.push(row.appendChild(drawPiece(token, "", false)));
  }

  /** The text less the indentation that all lines have. */
  function skipped(text: string): string {
    const blanks = /^[ \t]*/.exec(text)?.[0] ?? "";
    const taken = blanks.slice(0, skip);
    skip = blanks === text ? skip - taken.length : 0;
    return text.slice(taken.length).replaceAll("\t", "    ");
  }
}

function drawPiece(token: Tok, text: string, isBreak: boolean): HTMLElement {
  const kind = token.by === "model" ? "" : token.by === "healing" ? " forced" : " drafted";
  const height = Math.round((Math.min(skyline.bits, token.bits) / skyline.bits) * skyline.pixels);
  return html(
    "span",
    { class: `token${kind}`, "--height": height },
    html("bdi", {}, visibleText(text)),
    isBreak ? html("span", { class: "break" }, "⏎") : undefined,
  );
}

/** How far lines that are too long hang: a little further than the line itself is indented. */
function hangOf(tokens: readonly Tok[], index: number, text: string, piece: number): number {
  const after = text
    .split(/(?<=\n)/)
    .slice(piece + 1)
    .join("");
  const next = tokens.slice(index + 1, index + 4).map((token) => token.text);
  const indent = /^[ \t]*/.exec(after + next.join(""))?.[0] ?? "";
  return Math.min(12, columnsOf(indent) + 2);
}

function columnsOf(blanks: string): number {
  return blanks.replaceAll("\t", "    ").length;
}

function shortLead(lead: string): string {
  const visible = visibleText(lead.replaceAll("\t", "    "));
  return visible.length <= mostLead ? visible : `…${visible.slice(-mostLead)}`;
}
