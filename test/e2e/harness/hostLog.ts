import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What the log says of one request. */
export interface LoggedRequest {
  /** Counts from 1 in each window. */
  readonly id: number;
  readonly trigger: string;
  /** Why there was no suggestion; left out where there was one. */
  readonly none?: string;
  /** The step that it ended at; left out where there was a suggestion. */
  readonly stoppedAt?: string;
  /** Where a suggestion came from that the model was not asked for. */
  readonly from?: string;
  readonly isKnown: boolean;
  readonly ms: number;
}

/** Has every Node process of a host write its logs, as it otherwise could with a compiled module only. */
export const hostLogEnv: NodeJS.ProcessEnv = {
  NODE_OPTIONS: `--require=${path.join(__dirname, "hostLog.cjs")}`,
};

/** The address of a page whose Foretype logs each request. */
export function withHostLog(url: string): string {
  const logged = new URL(url);
  const payload = JSON.parse(logged.searchParams.get("payload") ?? "[]") as unknown[];
  payload.push(["logLevel", "foretype.foretype:debug"]);
  logged.searchParams.set("payload", JSON.stringify(payload));
  return logged.href;
}

/** The requests that Foretype has logged in the hosts of a work folder, for each window in the order in which they ended. */
export function loggedRequests(work: string): readonly (readonly LoggedRequest[])[] {
  const logs = path.join(work, "server-data/data/logs");
  return readdirSync(logs, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "Foretype.log")
    .sort()
    .map((file) => parseLog(readFileSync(path.join(logs, file), "utf8")));
}

function parseLog(log: string): readonly LoggedRequest[] {
  return log.split("\n").flatMap((line) => {
    const match = /^debug request (\d+) · (.*)$/.exec(line);
    return match === null ? [] : [parseRequest(Number(match[1]), String(match[2]).split(" · "))];
  });
}

function parseRequest(id: number, parts: readonly string[]): LoggedRequest {
  const after = (start: string): string | undefined =>
    parts.find((part) => part.startsWith(start))?.slice(start.length);
  const none = after("none (")?.slice(0, -1);
  const stoppedAt = after("stopped at ");
  const from = after("from: ");
  return {
    id,
    trigger: String(parts[0]),
    isKnown: parts.includes("known already"),
    ms: Number(parts.map((part) => /^([\d.]+) ms$/.exec(part)?.[1]).find(Boolean)),
    ...(none !== undefined && { none }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(from !== undefined && { from }),
  };
}

/** Whether the model was asked for a request, even if nobody waited for its answer in the end. */
export function costInference({ none, stoppedAt, from, isKnown }: LoggedRequest): boolean {
  if (none === undefined) return from === undefined;
  return !isKnown && ["model", "sure", "checked", "handed"].includes(String(stoppedAt));
}
