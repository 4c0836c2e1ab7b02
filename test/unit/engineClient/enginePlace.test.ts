import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enginePlace } from "../../../src/extension/share/enginePlace";
import { runtimeFolder, type UserPlace } from "../../../src/extension/share/runtimeFolder";

let folder = "";
let enginePath = "";
let user: UserPlace;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "ft-"));
  enginePath = path.join(folder, "engine.js");
  await writeFile(enginePath, "");
  user = { platform: process.platform, env: {}, uid: process.getuid?.(), tempFolder: folder };
});
afterEach(() => rm(folder, { recursive: true }));

describe("the folder of a user", () => {
  const posix = { platform: "linux", uid: 7, tempFolder: "/tmp" } as const;

  it.each<[UserPlace, string]>([
    [{ ...posix, env: { XDG_RUNTIME_DIR: "/run/user/7" } }, "/run/user/7/foretype"],
    [{ ...posix, env: { XDG_RUNTIME_DIR: "here" } }, "/tmp/foretype-7"],
    [{ ...posix, env: {} }, "/tmp/foretype-7"],
    [
      { platform: "win32", uid: undefined, tempFolder: "C:\\Temp", env: { LOCALAPPDATA: "C:\\L" } },
      path.join("C:\\L", "foretype"),
    ],
  ])("is where the system keeps such things: %j", (place, expected) => {
    expect(runtimeFolder(place)).toBe(expected);
  });
});

describe("the place of an engine", () => {
  it("is the same for all windows that would start the same engine", async () => {
    const [one, other] = await Promise.all([
      enginePlace({ enginePath }, user),
      enginePlace({ enginePath }, user),
    ]);
    expect(one).toEqual(other);
    expect(one.token).toHaveLength(32);
  });

  it("is another for another version or another program", async () => {
    const { address } = await enginePlace({ enginePath }, user);
    const elsewhere = await enginePlace({ enginePath, execPath: "/other/node" }, user);
    expect(elsewhere.address).not.toBe(address);
    const newer = path.join(folder, "newer.js");
    await writeFile(newer, "");
    expect((await enginePlace({ enginePath: newer }, user)).address).not.toBe(address);
  });

  it("is a named pipe on Windows, which nobody can guess", async () => {
    const windows = { ...user, platform: "win32", uid: undefined } as const;
    const { address, tokenFile } = await enginePlace({ enginePath }, windows);
    expect(address).toMatch(/^\\\\\.\\pipe\\foretype-[0-9a-f]{16}$/);
    await rm(tokenFile);
    expect((await enginePlace({ enginePath }, windows)).address).not.toBe(address);
  });

  it.runIf(process.platform !== "win32")("is closed to others", async () => {
    const { tokenFile } = await enginePlace({ enginePath }, user);
    expect((await stat(path.dirname(tokenFile))).mode & 0o777).toBe(0o700);
    expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.platform !== "win32")("is refused where others could read it", async () => {
    const shared = runtimeFolder(user);
    await mkdir(shared);
    await chmod(shared, 0o755);
    await expect(enginePlace({ enginePath }, user)).rejects.toThrow("open to other users");
    await rm(shared, { recursive: true });
    await mkdir(path.join(folder, "private"), { mode: 0o700 });
    await symlink(path.join(folder, "private"), shared);
    await expect(enginePlace({ enginePath }, user)).rejects.toThrow("is not a folder");
    const theirs = { ...user, uid: 1 + (user.uid ?? 0), env: { XDG_RUNTIME_DIR: folder } };
    await expect(enginePlace({ enginePath }, theirs)).rejects.toThrow("another user");
  });

  it("makes a new token where the file is cut short", async () => {
    const { tokenFile } = await enginePlace({ enginePath }, user);
    await writeFile(tokenFile, "short");
    const { token } = await enginePlace({ enginePath }, user);
    expect(await readFile(tokenFile)).toEqual(token);
  });

  it("is refused where the path is too long for a socket", async () => {
    const deep = { ...user, tempFolder: path.join(folder, "a".repeat(90)) };
    const place = enginePlace({ enginePath }, { ...deep, platform: "linux" });
    await expect(place).rejects.toThrow("too long");
  });
});
