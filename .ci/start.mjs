import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installHost } from "./host/installHost.mjs";
import { quietSettings } from "./host/quietSettings.mjs";
import { pageUrl, startHost, writeUserSettings } from "./host/startHost.mjs";
import { installPackages } from "./installPackages.mjs";
import { findProgram } from "./programs.mjs";

/**
 * Opens VS Code on a small workspace with the extension loaded from this checkout: the desktop's `code`, or with `--web`, and where
 * there is no `code`, a VS Code server with its page in the browser.
 */
const root = path.resolve(import.meta.dirname, "..");
const workspace = path.join(root, "test/fixtures/workspace");
const firstFile = path.join(workspace, "src/order.ts");

/** The server to show; the newest would bring a Node of its own along. */
const hostVersion = "4.100.3";

try {
  installPackages(console.log);
  build();
  const code = process.argv.includes("--web") ? undefined : findProgram("code");
  if (code === undefined) await openInBrowser();
  else openOnDesktop(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function build() {
  const script = path.join(root, ".ci/build.mjs");
  const { status } = spawnSync(process.execPath, [script], { stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed: see the messages above.");
}

function openOnDesktop(/** @type {string} */ code) {
  console.log(`Opening ${workspace} in VS Code.`);
  const args = [`--extensionDevelopmentPath=${root}`, workspace, firstFile];
  const { status } = spawnSync(code, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`${code} did not open; "npm start -- --web" needs no desktop.`);
}

async function openInBrowser() {
  const host = installHost(hostVersion, path.join(root, ".cache/hosts"), console.log);
  const work = mkdtempSync(path.join(tmpdir(), "ft-"));
  writeUserSettings(work, quietSettings);
  const running = await startHost(host, work);
  const page = pageUrl(running, { folder: workspace, file: firstFile, extension: root });
  console.log(`VS Code runs at\n\n  ${page}\n\nStop it with Ctrl+C.`);
  openPage(page);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await running.stop();
  rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Without a browser on this machine, the address that was printed must do. */
function openPage(/** @type {string} */ page) {
  const openers = new Map([
    ["darwin", "open"],
    ["win32", "explorer"],
  ]);
  const opener = openers.get(process.platform) ?? "xdg-open";
  const program = findProgram(opener);
  if (program === undefined) return;
  spawn(program, [page], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
