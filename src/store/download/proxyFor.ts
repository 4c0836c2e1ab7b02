import { ForetypeError } from "../../core/errors";

/** Which proxies there are. */
export interface ProxySettings {
  /** `http.proxy` of the editor; comes before the environment. Empty for none. */
  readonly chosen?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The proxy for a URL, by the usual variables: `HTTPS_PROXY` or `HTTP_PROXY` by the URL's scheme, `ALL_PROXY`, and `NO_PROXY`
 * for hosts without one; in capitals or not.
 *
 * @returns `undefined` for a direct connection
 * @throws user/bad-setting for a proxy that is no HTTP proxy
 */
export function proxyFor(url: string, { chosen, env }: ProxySettings): URL | undefined {
  const target = new URL(url);
  if (isExcepted(target, variable(env, "no_proxy"))) return undefined;
  const scheme = target.protocol === "https:" ? "https_proxy" : "http_proxy";
  const text =
    [chosen, variable(env, scheme), variable(env, "all_proxy")].find(
      (value) => value !== undefined && value !== "",
    ) ?? "";
  return text === "" ? undefined : parseProxy(text);
}

function parseProxy(text: string): URL {
  const withScheme = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  // The text may hold a password, so it is not shown.
  throw new ForetypeError(
    "user/bad-setting",
    "The proxy is not an address of the form http://host:port. Correct http.proxy, or HTTPS_PROXY in the environment.",
  );
}

/** Whether `NO_PROXY` lists the host: itself, a domain that it is in, with or without port, or `*`. */
function isExcepted({ hostname, port, protocol }: URL, list: string | undefined): boolean {
  const actualPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return (list ?? "")
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((rule) => rule !== "")
    .some((rule) => {
      if (rule === "*") return true;
      const [, domain = rule, rulePort] = /^(.*?)(?::(\d+))?$/.exec(rule) ?? [];
      if (rulePort !== undefined && rulePort !== actualPort) return false;
      const bare = domain.replace(/^\*?\./, "");
      return hostname === bare || hostname.endsWith(`.${bare}`);
    });
}

function variable(env: ProxySettings["env"], name: string): string | undefined {
  return env[name] ?? env[name.toUpperCase()];
}
