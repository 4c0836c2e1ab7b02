import { posix as path } from "node:path";

/** What is asked of a machine to learn where its power comes from. Each may reject. */
export interface PowerReader {
  readonly platform: NodeJS.Platform;
  /** Names in a folder. */
  readFolder(folder: string): Promise<readonly string[]>;
  readText(file: string): Promise<string>;
  /** What a program prints. */
  run(program: string, args: readonly string[]): Promise<string>;
}

/** Windows' Win32_Battery has 1 for a battery that is being drained. */
const windowsQuery =
  "(Get-CimInstance -ClassName Win32_Battery -Property BatteryStatus).BatteryStatus";

/** Whether the machine runs on its battery. One that has none, or does not tell, counts as one on power. */
export async function readOnBattery(reader: PowerReader): Promise<boolean> {
  const read = readers[reader.platform];
  try {
    return (await read?.(reader)) ?? false;
  } catch {
    // A machine that does not tell.
    return false;
  }
}

const readers: Partial<Record<NodeJS.Platform, (reader: PowerReader) => Promise<boolean>>> = {
  linux: linuxOnBattery,
  darwin: async (reader) =>
    /drawing from 'Battery Power'/.test(await reader.run("pmset", ["-g", "batt"])),
  win32: async (reader) =>
    /^\s*1\s*$/m.test(
      await reader.run("powershell.exe", [
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        windowsQuery,
      ]),
    ),
};

/** By the kernel's power supply class: batteries of the system, not of a mouse, and what feeds them. */
async function linuxOnBattery(reader: PowerReader): Promise<boolean> {
  const root = "/sys/class/power_supply";
  const read = (supply: string, file: string): Promise<string> =>
    reader.readText(path.join(root, supply, file)).then(
      (text) => text.trim(),
      () => "",
    );
  let isDraining = false;
  for (const supply of await reader.readFolder(root)) {
    const type = await read(supply, "type");
    if (type !== "Battery") {
      if ((await read(supply, "online")) === "1") return false;
    } else if ((await read(supply, "scope")) !== "Device") {
      isDraining ||= (await read(supply, "status")) === "Discharging";
    }
  }
  return isDraining;
}
