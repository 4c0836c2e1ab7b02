import type { Shape } from "../core/complete/request";
import { chooseShape as chooseAt, type ShapeWish } from "../core/shape/chooseShape";
import { PlaceReader } from "../core/shape/placeReader";
import type { TextAround } from "./documentContext";

/** A cursor in a document of a language. */
export interface ShapeRequest extends TextAround {
  readonly path: string;
  readonly languageId: string;
}

/**
 * One line or a block at a cursor, see `chooseShape` of core.
 *
 * @param wantsMore whether the user asked by hand, or took what was suggested just before
 * @param reader one that lasts reads only what is new
 */
export function chooseShape(
  wish: ShapeWish,
  request: ShapeRequest,
  wantsMore: boolean,
  reader: PlaceReader = new PlaceReader(),
): Shape {
  const { prefix, suffix, path } = request;
  const { kind } = reader.at(request);
  return chooseAt(wish, { prefix, suffix, path, kind }, wantsMore);
}
