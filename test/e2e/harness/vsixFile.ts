import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths";

/** The package for this machine, as `npm run package` leaves it. */
export function vsixFile(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const file = path.join(root, `foretype-${process.platform}-${process.arch}-${version}.vsix`);
  if (!existsSync(file)) throw new Error(`${file} is missing. Run "npm run package" first.`);
  return file;
}
