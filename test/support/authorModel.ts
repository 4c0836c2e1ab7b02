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
  },
): FakeModel {
  const { vocabulary, marks, maxLength } = parts;
  const tokens = vocabulary.encode(document);
  const [end = 0] = marks.end;
  return new FakeModel({
    vocabSize: vocabulary.size,
    ...(maxLength !== undefined && { maxLength }),
    logitsOf: (context) => {
      const before = context.slice(
        context.indexOf(marks.prefix) + 1,
        context.indexOf(marks.suffix),
      );
      const written = [...before, ...context.slice(context.indexOf(marks.middle) + 1)];
      const isDocument = written.every((token, i) => token === tokens[i]);
      const logits = new Float32Array(vocabulary.size);
      logits[isDocument ? (tokens[written.length] ?? end) : end] = 20;
      return logits;
    },
  });
}
