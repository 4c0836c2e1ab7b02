import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** @typedef {import("./installHost.mjs").Host} Host */

/**
 * A VS Code server that answers.
 *
 * @typedef {object} RunningHost
 * @property {string} url
 * @property {number} pid its process, which leads a process group with everything that it starts, but for an engine that windows share
 * @property {string} runtimeFolder where such an engine meets its windows: one of this server's own
 * @property {() => Promise<void>} stop ends the server and its process group. A shared engine ends by itself half a minute later.
 */

/**
 * What a page shows. Paths are absolute.
 *
 * @typedef {object} Page
 * @property {string} folder
 * @property {string} [file] opened in an editor
 * @property {string} [extension] an extension loaded from its sources
 * @property {string} [tests] a module with a function `run`, called in the extension host
 */

/** How long a server may take to answer. A machine with much else to do takes several seconds. */
const startMs = 60_000;

/** How long a server may take to end when it is asked. */
const stopMs = 5_000;

/**
 * Starts a server whose every file is below `work`.
 *
 * @param {Host} host
 * @param {string} work a short path: sockets are made below it, and theirs may have 107 bytes at most
 * @param {NodeJS.ProcessEnv} [env] seen by the extension host too
 * @returns {Promise<RunningHost>}
 * @throws if it ends or does not answer in time
 */
export async function startHost(host, work, env = {}) {
  const port = await freePort();
  const output = openSync(path.join(work, "server.log"), "a");
  const options = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
  const quiet = ["--telemetry-level", "off", "--disable-telemetry", "--disable-workspace-trust"];
  // Without the last flag, newer servers ignore an extension that is loaded from its sources.
  const child = spawn(
    host.node,
    [host.server, ...options, ...quiet, ...folders(work), "--enable-smoke-test-driver"],
    { env: environment(work, env), stdio: ["ignore", output, output], detached: true },
  );
  await once(child, "spawn");
  const url = `http://127.0.0.1:${port}`;
  const running = {
    url,
    pid: Number(child.pid),
    runtimeFolder: runtimeFolder(work),
    stop: () => stop(child),
  };
  const deadlineMs = Date.now() + startMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadlineMs) {
      await running.stop();
      throw new Error(`The VS Code server did not start; see ${path.join(work, "server.log")}.`);
    }
    await delay(100);
  }
  return running;
}

/**
 * Installs an extension for the servers that will be started with `work`.
 *
 * @param {Host} host
 * @param {string} work
 * @param {string} file a VSIX
 * @throws with the server's own words
 */
export function installExtension(host, work, file) {
  const { stdout, stderr, status } = spawnSync(
    host.node,
    [host.server, ...folders(work), "--install-extension", file],
    { env: environment(work, {}), encoding: "utf8" },
  );
  if (status !== 0 || !stdout.includes("successfully installed")) {
    throw new Error(`${file} could not be installed: ${stdout}${stderr}`);
  }
}

/**
 * Writes the user's settings, which a server reads when it starts.
 *
 * @param {string} work
 * @param {Readonly<Record<string, unknown>>} settings
 */
export function writeUserSettings(work, settings) {
  const folder = path.join(work, "server-data/data/User");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings, null, 2));
}

/**
 * The address of a page.
 *
 * @param {RunningHost} host
 * @param {Page} page
 * @returns {string}
 */
export function pageUrl(host, page) {
  const remote = `vscode-remote://${new URL(host.url).host}`;
  const payload = [
    ["openFile", page.file],
    ["extensionDevelopmentPath", page.extension],
    ["extensionTestsPath", page.tests],
  ].flatMap(([key, file]) =>
    file === undefined ? [] : [[key, remote + pathToFileURL(file).pathname]],
  );
  const query = new URLSearchParams({
    folder: pathToFileURL(page.folder).pathname,
    payload: JSON.stringify(payload),
  });
  return `${host.url}/?${query.toString()}`;
}

function folders(/** @type {string} */ work) {
  return [
    "--accept-server-license-terms",
    "--server-data-dir",
    path.join(work, "server-data"),
    "--extensions-dir",
    path.join(work, "extensions"),
  ];
}

/** @type {(work: string, env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv} */
function environment(work, env) {
  const home = path.join(work, "home");
  mkdirSync(home, { recursive: true });
  const runtime = runtimeFolder(work);
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  // An editor that this runs in must not be taken for the server's own.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON|CODE_SERVER)_/.test(name),
  );
  // An empty gallery keeps server and page from looking one up.
  return {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: "{}",
    ...env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
  };
}

function runtimeFolder(/** @type {string} */ work) {
  return path.join(work, "run");
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

async function answers(/** @type {string} */ url) {
  try {
    return (await fetch(`${url}/version`)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** Ends a process and everything it started, first by asking. An extension host outlives its page otherwise. */
async function stop(/** @type {import("node:child_process").ChildProcess} */ child) {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  signal(child, "SIGTERM");
  await Promise.race([ended, delay(stopMs, undefined, { ref: false })]);
  signal(child, "SIGKILL");
  await ended;
}

/** @type {(child: import("node:child_process").ChildProcess, name: NodeJS.Signals) => void} */
function signal(child, name) {
  try {
    // Windows has no process groups.
    if (process.platform === "win32") child.kill(name);
    else process.kill(-Number(child.pid), name);
  } catch {
    // It has ended already.
  }
}
