import { END_OF_TEXT } from "../heal/byteModel";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";

const noBytes = new Uint8Array(0);
const endName = "<end>";

/** Text in bytes: a token for each, and one that ends a text and stands before its beginning. */
export const byteVocabulary: Vocabulary = {
  size: END_OF_TEXT + 1,
  bytesOf: (token) => (token < END_OF_TEXT ? Uint8Array.of(token) : noBytes),
  isSpecial: (token) => token === END_OF_TEXT,
  encode: (text) => Int32Array.from(encodeUtf8(text)),
  writes: (_, token) => token < END_OF_TEXT,
  specialToken: (name) => (name === endName ? END_OF_TEXT : undefined),
  nameOf: (token) => (token === END_OF_TEXT ? endName : undefined),
};
