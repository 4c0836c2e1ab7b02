import type { NoSuggestion } from "../core/complete/outcome";
import type { Shape } from "../core/complete/request";
import type { ShapeWish } from "../core/shape/chooseShape";
import type { PlaceKind } from "../core/shape/cursorPlace";
import { eagernessAt, type Eagerness, type PlaceSwitches } from "../core/shape/eagerness";
import { PlaceReader } from "../core/shape/placeReader";
import { chooseShape, type ShapeRequest } from "./completionShape";

/** What the user has said about places. */
export interface PlaceWishes extends PlaceSwitches {
  readonly shape: ShapeWish;
}

/** Where the user wants suggestions, and how much at once. */
export class WantedPlaces {
  readonly #wishes: () => PlaceWishes;
  readonly #matches: (pattern: string, path: string) => boolean;
  readonly #reader = new PlaceReader();

  /** @param parts `matches`: whether a pattern of the wishes means a path */
  constructor(parts: {
    readonly wishes: () => PlaceWishes;
    readonly matches: (pattern: string, path: string) => boolean;
  }) {
    this.#wishes = parts.wishes;
    this.#matches = parts.matches;
  }

  /** Why nothing is ever to be shown here, not even if it is asked for by hand. */
  reasonNever(request: ShapeRequest): NoSuggestion | undefined {
    const { wanted, because, kind } = this.#eagernessAt(request);
    if (wanted !== "never") return undefined;
    return off(`Suggestions are switched off ${nameOf(because, kind, request)}.`);
  }

  /** Why the model is not to be asked here unless the user does by hand. */
  reasonNotByItself(request: ShapeRequest): NoSuggestion | undefined {
    const { wanted, because, kind } = this.#eagernessAt(request);
    if (wanted === "automatic") return undefined;
    const where = because === "trigger" ? "" : ` ${nameOf(because, kind, request)}`;
    return off(`Suggestions come on request only${where}.`);
  }

  /** @param wantsMore whether the user asked by hand, or took what was suggested just before */
  shapeAt(request: ShapeRequest, wantsMore: boolean): Shape {
    return chooseShape(this.#wishes().shape, request, wantsMore, this.#reader);
  }

  #eagernessAt(request: ShapeRequest): Eagerness & { readonly kind: PlaceKind } {
    const { kind } = this.#reader.at(request);
    const { languageId, path } = request;
    return { ...eagernessAt({ languageId, path, kind }, this.#wishes(), this.#matches), kind };
  }
}

const kindNames: Readonly<Record<PlaceKind, string>> = {
  code: "in code",
  comment: "in comments",
  string: "in strings",
  prose: "in prose",
};

function nameOf(because: Eagerness["because"], kind: PlaceKind, request: ShapeRequest): string {
  if (because === "place") return kindNames[kind];
  return because === "file" ? "for this file" : `for ${request.languageId}`;
}

function off(detail: string): NoSuggestion {
  return { kind: "none", reason: "disabled", detail };
}
