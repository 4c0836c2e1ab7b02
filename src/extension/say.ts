/** What stands in the places of a text. */
export type SayValues = Readonly<Record<string, string | number>>;

/** A text in the editor's language, looked up by the English one; `{name}` in it is a place for a value. */
export type Say = (text: string, values?: SayValues) => string;

/** English, where there is no editor. */
export const sayEnglish: Say = (text, values = {}) =>
  text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
