import type { ProxyAgent } from "undici";
import type { Fetch } from "./http";
import { proxyFor, type ProxySettings } from "./proxyFor";

/**
 * A `fetch` that goes through the user's proxy, by a tunnel, where there is one for the URL. Without one it is Node's own, which
 * inside the editor knows of the editor's proxy and certificates.
 */
export function createFetch(settings: ProxySettings): Fetch {
  const agents = new Map<string, ProxyAgent>();
  return async (url, request) => {
    const proxy = proxyFor(url, settings);
    if (proxy === undefined) return fetch(url, request);
    const undici = await import("undici");
    const agent = agents.get(proxy.href) ?? new undici.ProxyAgent(proxy.href);
    agents.set(proxy.href, agent);
    return undici.fetch(url, { ...request, dispatcher: agent });
  };
}
