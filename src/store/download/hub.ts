import { ForetypeError, messageOf } from "../../core/errors";
import { neverCancelled, type Cancellation } from "../../core/ports";
import { checkWanted } from "../work";
import type { CatalogueEntry } from "./catalogue";
import { dropBody, type Fetch, type HttpAnswer } from "./http";
import { hubRefusal, Retryable } from "./hubErrors";
import { Watchdog } from "./watchdog";

/** Where models are downloaded from, and how. */
export interface HubOptions {
  /** `HF_ENDPOINT`, or `defaultEndpoint`. */
  readonly endpoint: string;
  /** For gated repositories; goes to the endpoint's own host and nowhere else. */
  readonly token?: string;
  readonly fetch: Fetch;
  readonly idleMs: number;
  readonly cancellation?: Cancellation;
}

export const defaultEndpoint = "https://huggingface.co";

const mostRedirects = 8;

/** An answer, and what watches over its body. */
export interface WatchedAnswer {
  readonly answer: HttpAnswer;
  readonly watchdog: Watchdog;
}

/** The Hub's HTTP side: redirects, the token, silence, and what its refusals mean. */
export class Hub {
  readonly #options: HubOptions;
  readonly #endpoint: URL;

  /** @throws user/bad-setting for an endpoint that is no address */
  constructor(options: HubOptions) {
    const { endpoint } = options;
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw new ForetypeError(
        "user/bad-setting",
        `HF_ENDPOINT is "${endpoint}", which is no address such as ${defaultEndpoint}.`,
      );
    }
    this.#options = options;
    this.#endpoint = url;
  }

  /** The address of a file of a repository at a revision. */
  addressOf({ repository, file }: CatalogueEntry, revision: string): string {
    const words = [...repository.split("/"), "resolve", revision, ...file.split("/")];
    const base = this.#endpoint.href.replace(/\/+$/, "");
    return `${base}/${words.map(encodeURIComponent).join("/")}`;
  }

  /**
   * Asks for a file, or for what is known of it, and follows redirects. Stop the watchdog when the body is read.
   *
   * @param isEnough whether an answer that redirects is wanted itself
   * @throws Retryable where another attempt may help
   * @throws user/cancelled, and what `hubRefusal` makes of a refusal
   */
  async ask(
    entry: CatalogueEntry,
    address: string,
    request: { readonly method: "GET" | "HEAD"; readonly headers?: Record<string, string> },
    isEnough: (answer: HttpAnswer) => boolean = () => false,
  ): Promise<WatchedAnswer> {
    const cancellation = this.#options.cancellation ?? neverCancelled;
    const watchdog = new Watchdog(this.#options.idleMs, cancellation);
    try {
      let url = new URL(address);
      for (let redirects = 0; redirects <= mostRedirects; redirects++) {
        checkWanted(cancellation, `The download of ${entry.name}`);
        const answer = await this.#send(url, request, watchdog);
        watchdog.touch();
        const { status, headers } = answer;
        const target = status >= 300 && status < 400 ? headers.get("location") : null;
        if (target !== null && !isEnough(answer)) {
          await dropBody(answer);
          url = this.#redirected(url, target);
          continue;
        }
        if (isAnswer(status) || target !== null) return { answer, watchdog };
        await dropBody(answer);
        throw hubRefusal(answer, entry, {
          host: url.host,
          page: `${this.#endpoint.origin}/${entry.repository}`,
          hasToken: this.#options.token !== undefined,
        });
      }
      throw new ForetypeError(
        "user/offline",
        `${url.host} redirects without end. Try again later.`,
      );
    } catch (error) {
      watchdog.stop();
      checkWanted(cancellation, `The download of ${entry.name}`);
      throw error;
    }
  }

  async #send(
    url: URL,
    request: { readonly method: "GET" | "HEAD"; readonly headers?: Record<string, string> },
    watchdog: Watchdog,
  ): Promise<HttpAnswer> {
    const { token, fetch } = this.#options;
    const isOurs = url.origin === this.#endpoint.origin;
    try {
      return await fetch(url.href, {
        method: request.method,
        headers: {
          // Lengths and ranges are those of the file itself.
          "accept-encoding": "identity",
          "user-agent": "foretype",
          ...request.headers,
          ...(isOurs && token !== undefined && { authorization: `Bearer ${token}` }),
        },
        redirect: "manual",
        signal: watchdog.signal,
      });
    } catch (cause) {
      if (cause instanceof ForetypeError) throw cause;
      throw new Retryable(silenceOf(url, watchdog, cause), { cause });
    }
  }

  #redirected(from: URL, location: string): URL {
    const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
    const isDowngrade = from.protocol === "https:" && to?.protocol !== "https:";
    if (to === undefined || !/^https?:$/.test(to.protocol) || isDowngrade) {
      throw new ForetypeError(
        "user/offline",
        `${from.host} redirects to an address that is not safe. Try again later, or correct HF_ENDPOINT.`,
      );
    }
    return to;
  }
}

/** A file, a part of it, or that there is no such part. */
function isAnswer(status: number): boolean {
  return status === 200 || status === 206 || status === 416;
}

/** Why nothing came. */
export function silenceOf({ host }: URL, { isIdle }: Watchdog, cause: unknown): string {
  if (isIdle) return `${host} has gone silent`;
  const inner = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  const code =
    inner instanceof Error && "code" in inner && typeof inner.code === "string"
      ? inner.code
      : messageOf(inner);
  return `${host} cannot be reached (${code})`;
}
