/** What is read of an answer. Both Node's own `fetch` and undici's give it. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
}

/** `fetch`, as far as it is used. */
export type Fetch = (
  url: string,
  request: {
    readonly method: "GET" | "HEAD";
    readonly headers: Record<string, string>;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<HttpAnswer>;

/** Lets go of an answer whose body nobody reads, so that its connection is free again. */
export async function dropBody({ body }: HttpAnswer): Promise<void> {
  // A body that broke off is gone already.
  await body?.cancel().catch(() => undefined);
}
