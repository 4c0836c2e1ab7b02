import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Starts a process whose only deed is to fork `program`, and kills it without notice once the child has spoken.
 *
 * @returns the id of the child, which has lost its parent
 */
export async function orphanOf(program: string): Promise<number> {
  const script = `
    const child = require("node:child_process").fork(process.argv[1], { serialization: "advanced" });
    child.on("message", () => console.log(child.pid));`;
  const parent = spawn(process.execPath, ["-e", script, program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  parent.kill("SIGKILL");
  return Number(line.toString());
}
