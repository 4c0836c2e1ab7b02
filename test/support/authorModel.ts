import type { FimMarks } from "../../src/core/complete/fimMarks";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { FakeModel } from "./fakeModel";

/**
 * A model that wants to write one document and nothing else: asked for the middle of it, it gives the document's next token,
 * and an end token where the document is over. Shown half a token as the end of the prefix, it is lost and ends at once.
 */
export function authorModel(
  document: string,
  parts: {
    readonly vocabulary: Vocabulary;
    readonly marks: FimMarks;
    readonly maxLength?: number;
    /** Of each token that it writes; nearly 1 if left out. */
    readonly probability?: number;
  },
): FakeModel {
  const { vocabulary, marks, maxLength, probability } = parts;
  const { size } = vocabulary;
  const logit =
    probability === undefined ? 20 : Math.log((probability * (size - 1)) / (1 - probability));
  const tokens = vocabulary.encode(document);
  const [end = 0] = marks.end;
  return new FakeModel({
    vocabSize: size,
    ...(maxLength !== undefined && { maxLength }),
    logitsOf: (context) => {
      const written = writtenOf(context, marks);
      const isDocument = written.every((token, i) => token === tokens[i]);
      const logits = new Float32Array(size);
      logits[isDocument ? (tokens[written.length] ?? end) : end] = logit;
      return logits;
    },
  });
}

/** The document's tokens up to the end of the context, as its marks say. */
function writtenOf(context: readonly number[], { begin, fim }: FimMarks): readonly number[] {
  if (fim === undefined) return context.slice(begin.length);
  const behind = (mark: number): readonly number[] => {
    const start = context.indexOf(mark) + 1;
    const end = context.findIndex(
      (token, index) => index >= start && (token === fim.suffix || token === fim.middle),
    );
    return context.slice(start, end === -1 ? undefined : end);
  };
  return [...behind(fim.prefix), ...context.slice(context.indexOf(fim.middle) + 1)];
}
