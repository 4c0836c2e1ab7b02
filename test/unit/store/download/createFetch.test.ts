import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFetch } from "../../../../src/store/download/createFetch";
import { downloadModel } from "../../../../src/store/download/downloadModel";
import { listen, startFakeHub, type FakeHub } from "../../../support/fakeHub";
import { tempHome, type TempHome } from "../../../support/tempHome";

const content = Buffer.alloc(100_000, "weights");

let hub: FakeHub;
let home: TempHome;
/** A proxy that tunnels to whoever shows `credentials`, or anybody if there are none. */
let proxy: Awaited<ReturnType<typeof listen>>;
let credentials: string | undefined;
let tunnels: string[];
beforeEach(async () => {
  tunnels = [];
  credentials = undefined;
  [hub, home, proxy] = await Promise.all([
    startFakeHub(content),
    tempHome(),
    listen((_, response) => response.writeHead(500).end()),
  ]);
  proxy.server.on("connect", ({ url = "", headers }, client, head: Buffer) => {
    if (credentials !== undefined && headers["proxy-authorization"] !== credentials) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    tunnels.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
});
afterEach(async () => {
  await Promise.all([proxy.close(), hub.close(), home.remove()]);
});

const download = (chosen: string, env: Record<string, string> = {}): Promise<string> =>
  downloadModel(hub.entry, {
    folder: home.at("models"),
    cacheFolder: home.at("cache"),
    endpoint: hub.endpoint,
    fetch: createFetch({ chosen, env }),
    freeBytes: () => Promise.resolve(1e12),
    patience: { backoffMs: 1, maxFailures: 2 },
  });

describe("createFetch", () => {
  it("goes straight where there is no proxy", async () => {
    await download("");
    expect(tunnels).toEqual([]);
  });

  it("goes through the proxy by a tunnel, to both hosts", async () => {
    hub.fileFaults.push({ kind: "drop", after: 5000 });
    const file = await download(proxy.address);
    expect((await readFile(file)).equals(content)).toBe(true);
    expect(new Set(tunnels).size).toBe(2);
  });

  it("takes the proxy of the environment, and its exceptions", async () => {
    await download("", { HTTP_PROXY: proxy.address, NO_PROXY: "127.0.0.1" });
    expect(tunnels).toEqual([]);
  });

  it("shows the proxy the credentials of its address", async () => {
    credentials = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
    await download(proxy.address.replace("//", "//me:p%40ss@"));
    expect(tunnels).not.toEqual([]);
  });

  it("says so when the proxy refuses", async () => {
    credentials = "Basic none";
    await expect(download(proxy.address)).rejects.toMatchObject({
      code: "user/offline",
      message: expect.stringContaining("Check the network and the proxy") as string,
    });
  });
});
