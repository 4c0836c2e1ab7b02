import { ContextEditor, Position, Range, type EditorDocument } from "./contextEditor";

/** A `ContextEditor` whose documents know their lines, as requests read them. */
export class CursorEditor extends ContextEditor {
  override open(place: string, text: string): EditorDocument {
    const document = super.open(place, text);
    return Object.defineProperties(document, {
      lineCount: { get: () => document.text.split("\n").length },
      lineAt: {
        value: (line: number) => {
          const end = document.text.split("\n")[line]?.length ?? 0;
          return { range: new Range(new Position(line, 0), new Position(line, end)) };
        },
      },
    });
  }
}
