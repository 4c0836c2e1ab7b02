import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { CatalogueEntry } from "../../src/store/download/catalogue";

/** What a host does with one request in place of answering it well. */
export type Fault =
  /** Sends so many bytes of what was asked for and breaks the connection. */
  | { readonly kind: "drop"; readonly after: number }
  /** Sends so many bytes and then nothing, with the connection open. */
  | { readonly kind: "silence"; readonly after: number }
  | { readonly kind: "status"; readonly status: number; readonly headers?: Record<string, string> }
  /** Sends other bytes, with a length and a tag that fit them. */
  | { readonly kind: "content"; readonly content: Buffer; readonly hidesLength?: true }
  /** Sends the whole file whatever was asked for. */
  | { readonly kind: "no ranges" }
  /** Sends a part that begins elsewhere than was asked for. */
  | { readonly kind: "other range" };

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

/** The Hugging Face Hub on the loopback address: a host that redirects, and another one that holds the files. */
export interface FakeHub {
  readonly endpoint: string;
  /** Describes its one file. */
  readonly entry: CatalogueEntry;
  readonly content: Buffer;
  /** Faults of the redirecting host, one a request, in turn; then it is well. */
  readonly hubFaults: Fault[];
  /** The same for the host of the files. */
  readonly fileFaults: Fault[];
  readonly hubRequests: SeenRequest[];
  readonly fileRequests: SeenRequest[];
  /** Headers of the redirecting host's answer, to be changed. */
  readonly facts: Record<string, string>;
  /** Tag of the file, as the host of the files calls it. */
  fileEtag: string;
  close(): Promise<void>;
}

const commit = "c".repeat(40);

export async function startFakeHub(content: Buffer): Promise<FakeHub> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const hubFaults: Fault[] = [];
  const fileFaults: Fault[] = [];
  const hubRequests: SeenRequest[] = [];
  const fileRequests: SeenRequest[] = [];
  const files = await listen((request, response) => {
    fileRequests.push(seen(request));
    sendFile(request, response, { content: hub.content, etag: hub.fileEtag }, fileFaults.shift());
  });
  const redirects = await listen((request, response) => {
    hubRequests.push(seen(request));
    const fault = hubFaults.shift();
    if (fault !== undefined) {
      sendFile(request, response, { content: hub.content, etag: hub.fileEtag }, fault);
      return;
    }
    response.writeHead(302, { location: `${files.address}/blob?signed`, ...hub.facts });
    response.end();
  });
  const hub: FakeHub = {
    endpoint: redirects.address,
    entry: {
      id: "tiny",
      name: "Tiny",
      licence: "Apache-2.0",
      repository: "org/tiny-GGUF",
      revision: "main",
      file: "tiny.gguf",
      bytes: content.length,
      sha256,
      note: "It is tiny.",
      languages: ["typescript"],
    },
    content,
    hubFaults,
    fileFaults,
    hubRequests,
    fileRequests,
    facts: {
      "x-linked-etag": `"${sha256}"`,
      "x-linked-size": String(content.length),
      "x-repo-commit": commit,
    },
    fileEtag: '"tag"',
    close: async () => {
      await Promise.all([redirects.close(), files.close()]);
    },
  };
  return hub;
}

function seen({ method = "", url = "", headers }: IncomingMessage): SeenRequest {
  return { method, url, headers };
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { content, etag }: { readonly content: Buffer; readonly etag: string },
  fault: Fault | undefined,
): void {
  if (fault?.kind === "status") {
    response.writeHead(fault.status, fault.headers);
    response.end();
    return;
  }
  if (fault?.kind === "content") {
    if (fault.hidesLength !== true) response.setHeader("content-length", fault.content.length);
    response.writeHead(200, { etag: '"other"' });
    response.end(fault.content);
    return;
  }
  const ifRange = request.headers["if-range"];
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  const isPart =
    from !== undefined &&
    fault?.kind !== "no ranges" &&
    (ifRange === undefined || ifRange === etag);
  const start = isPart ? Number(from) + (fault?.kind === "other range" ? 1 : 0) : 0;
  if (start > content.length) {
    response.writeHead(416);
    response.end();
    return;
  }
  const rest = content.subarray(start);
  response.setHeader("content-length", rest.length);
  response.setHeader("etag", etag);
  if (isPart) {
    const last = String(content.length - 1);
    const range = `bytes ${String(start)}-${last}/${String(content.length)}`;
    response.writeHead(206, { "content-range": range });
  } else {
    response.writeHead(200);
  }
  if (request.method === "HEAD") response.end();
  else if (fault?.kind === "drop") {
    // What the other side has not read when the connection breaks is lost to it.
    response.write(rest.subarray(0, fault.after), () => {
      setTimeout(() => response.destroy(), 30);
    });
  } else if (fault?.kind === "silence") {
    response.flushHeaders();
    if (fault.after > 0) response.write(rest.subarray(0, fault.after));
  } else response.end(rest);
}

/** A server on a free port of the loopback address. */
export async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly server: Server; readonly address: string; close(): Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    address: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
