import { eagernessAt, type Eagerness, type PlaceSwitches } from "../core/shape/eagerness";
import { PlaceReader } from "../core/shape/placeReader";
import type { ShapeRequest } from "./completionShape";

/** A document as the switches see it. */
export interface DocumentPlace {
  readonly languageId: string;
  /** Relative to the workspace. */
  readonly path: string;
}

/** Where the user wants suggestions. */
export class WantedPlaces {
  readonly #switches: () => PlaceSwitches;
  readonly #matches: (pattern: string, path: string) => boolean;
  readonly #reader = new PlaceReader();

  /** @param parts `matches`: whether a pattern of the switches means a path */
  constructor(parts: {
    readonly switches: () => PlaceSwitches;
    readonly matches: (pattern: string, path: string) => boolean;
  }) {
    this.#switches = parts.switches;
    this.#matches = parts.matches;
  }

  /** Whether suggestions are wanted anywhere in a document, if only on request. */
  isWantedIn(document: DocumentPlace): boolean {
    return this.eagernessIn(document).wanted !== "never";
  }

  /** How ready to suggest in a document, whatever its cursor is in. */
  eagernessIn(document: DocumentPlace): Eagerness {
    const switches = { ...this.#switches(), places: {} };
    return eagernessAt({ ...document, kind: "code" }, switches, this.#matches);
  }

  /** How ready to suggest at a cursor, see `eagernessAt` of core. */
  eagernessAt(request: ShapeRequest): Eagerness {
    const { languageId, path } = request;
    if (!this.areByPlace) return this.eagernessIn({ languageId, path });
    const { kind } = this.#reader.at(request);
    return eagernessAt({ languageId, path, kind }, this.#switches(), this.#matches);
  }

  /** Whether what a cursor is in makes a difference anywhere. Where it makes none, no text need be read to tell. */
  get areByPlace(): boolean {
    return Object.values(this.#switches().places).some((value) => value !== true);
  }
}
