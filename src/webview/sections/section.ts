import type { SectionId } from "../../protocol/panelMessages";
import type { Child } from "../dom/attributes";
import type { TextWidth } from "../dom/textWidth";
import type { ToHostBody } from "../editorPort";
import type { PanelModel } from "../panelModel";

/** What a section can draw on. */
export interface Canvas {
  /** In whole pixels. */
  readonly width: number;
  readonly textWidth: TextWidth;
}

/** The figures of a section as text, in rows. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A part of the panel: one question, its answer in the heading, and a picture as evidence. */
export interface Section {
  readonly id: SectionId;
  /** Whether it spans two columns where there are several. */
  readonly isWide: boolean;
  /** What of the model it shows: while all of these are the same, so is the picture. */
  inputs(model: PanelModel): readonly unknown[];
  /** The one number for the heading; `undefined` while there is none. */
  summary(model: PanelModel): readonly Node[] | undefined;
  /** The picture with its words. While there is nothing to draw: what will be here. */
  draw(model: PanelModel, canvas: Canvas): readonly Child[];
  /** `undefined` while there is nothing to list. */
  table(model: PanelModel): Table | undefined;
}

/** What sections may ask for. */
export interface SectionActions {
  /** Draws a section again, after something in it was chosen. */
  readonly redraw: (id: SectionId) => void;
  readonly ask: (message: ToHostBody) => void;
  /** Whether the last suggestion is looked at by this holder, and may not be replaced. */
  readonly hold: (holder: string, isHeld: boolean) => void;
  /** Shows the suggestion that waits, at once. */
  readonly showNewest: () => void;
}
