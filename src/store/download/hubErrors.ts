import { ForetypeError } from "../../core/errors";
import type { CatalogueEntry } from "./catalogue";
import type { HttpAnswer } from "./http";
import { retryAfterMs } from "./patience";

/** Something that another attempt may get over. It becomes `user/offline` when the attempts are used up. */
export class Retryable extends Error {
  /** How long the other side wants to be left alone, in milliseconds. */
  readonly waitMs: number | undefined;

  constructor(
    message: string,
    options: { readonly cause?: unknown; readonly waitMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "Retryable";
    this.waitMs = options.waitMs;
  }
}

/** Where a refusal came from. */
export interface RefusedBy {
  readonly host: string;
  /** The repository's page, for people. */
  readonly page: string;
  readonly hasToken: boolean;
}

/** What an answer that is no file means. */
export function hubRefusal(
  { status, headers }: HttpAnswer,
  { name, file }: CatalogueEntry,
  { host, page, hasToken }: RefusedBy,
): Error {
  switch (status) {
    case 401:
    case 403:
      return new ForetypeError(
        "user/bad-setting",
        hasToken
          ? `${host} does not give ${name} to the owner of this token. Accept its licence on ${page} with the same account, or set another token.`
          : `${host} gives ${name} only to people who are signed in. Accept its licence on ${page}, make a token there, and set it: HF_TOKEN on the command line.`,
      );
    case 404:
      return new ForetypeError(
        "model/missing",
        `${host} has no file ${file} in ${page} (any more). Choose another model.`,
      );
    case 408:
    case 425:
    case 429:
    case 503: {
      const waitMs = retryAfterMs(headers.get("retry-after"), Date.now());
      const options = waitMs === undefined ? {} : { waitMs };
      const until =
        waitMs === undefined ? "" : `, for another ${String(Math.ceil(waitMs / 1000))} s`;
      return new Retryable(`${host} is busy${until} (status ${String(status)})`, options);
    }
    default:
      return status >= 500
        ? new Retryable(`${host} has a fault (status ${String(status)})`)
        : new ForetypeError(
            "user/offline",
            `${host} refused ${name} (status ${String(status)}). Try again later.`,
          );
  }
}
