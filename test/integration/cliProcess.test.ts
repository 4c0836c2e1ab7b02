import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, watch } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildBundle } from "../support/buildBundle";
import { graphsFolder, modelsFolder } from "../support/seedModel";

const root = path.join(import.meta.dirname, "../..");

describe("the program of the command line", () => {
  let program = "";
  beforeAll(async () => {
    program = await buildBundle("src/cli/main.ts");
  });
  afterAll(async () => {
    await rm(path.dirname(program), { recursive: true });
  });

  const start = (...args: string[]) =>
    spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, FORETYPE_CACHE: graphsFolder },
      stdio: ["ignore", "pipe", "pipe"],
    });

  it("ends by the command's exit code", async () => {
    const fine = start("strategies");
    const bad = start("strategies", "--nonsense");
    // The bundle is not beside a models folder.
    const failed = start("models");
    expect(await Promise.all([fine, bad, failed].map(closed))).toEqual([0, 2, 1]);
  });

  it("does not mind a reader that leaves early", async () => {
    const child = start("--help");
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (text: Buffer) => {
      err += text.toString();
    });
    const code = await closed(child);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("prints what it has after Ctrl+C", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "foretype-cli-"));
    const cases = path.join(folder, "cases.jsonl");
    const out = path.join(folder, "out.jsonl");
    expect(await closed(start("cut", "src", "--n", "300", "--out", cases))).toBe(0);
    const child = start(
      "eval",
      "--models-folder",
      modelsFolder,
      "--cases",
      cases,
      "--out",
      out,
      "--json",
    );
    let report = "";
    child.stdout.on("data", (text: Buffer) => {
      report += text.toString();
    });
    for await (const { filename } of watch(folder)) {
      if (filename === "out.jsonl" && (await stat(out)).size > 0) break;
    }
    child.kill("SIGINT");
    const code = await closed(child);
    expect(code).toBe(130);
    const { all } = JSON.parse(report) as {
      readonly all: { readonly ways: { readonly exact: { readonly numCases: number } } };
    };
    expect(all.ways.exact.numCases).toBeGreaterThan(0);
    expect(all.ways.exact.numCases).toBeLessThan(300);
    await rm(folder, { recursive: true });
  });
});

/** The exit code of a process whose output has all been read; `null` if a signal ended it. */
async function closed(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}
