import { describe, expect, it } from "vitest";
import { readOnBattery, type PowerReader } from "../../../../src/extension/warm/readPower";

function reader(changes: Partial<PowerReader>): PowerReader {
  const refuse = (): Promise<never> => Promise.reject(new Error("not asked for"));
  return { platform: "linux", readFolder: refuse, readText: refuse, run: refuse, ...changes };
}

/** A Linux machine with these power supplies, each with its files. */
function linux(supplies: Readonly<Record<string, Readonly<Record<string, string>>>>): PowerReader {
  return reader({
    readFolder: (folder) => {
      expect(folder).toBe("/sys/class/power_supply");
      return Promise.resolve(Object.keys(supplies));
    },
    readText: (file) => {
      const [supply = "", name = ""] = file.split("/").slice(-2);
      const text = supplies[supply]?.[name];
      return text === undefined
        ? Promise.reject(new Error("ENOENT"))
        : Promise.resolve(`${text}\n`);
    },
  });
}

const battery = { type: "Battery", status: "Discharging" };

describe("readOnBattery", () => {
  it.each([
    ["a battery that is drained", linux({ BAT0: battery }), true],
    [
      "a battery beside a plug that is not in",
      linux({ AC: { type: "Mains", online: "0" }, BAT0: battery }),
      true,
    ],
    ["a plug that is in", linux({ AC: { type: "Mains", online: "1" }, BAT0: battery }), false],
    ["a battery that is charged", linux({ BAT0: { ...battery, status: "Charging" } }), false],
    ["a mouse with a battery", linux({ hid: { ...battery, scope: "Device" } }), false],
    ["no supplies", linux({}), false],
    ["a supply that does not tell", linux({ odd: {} }), false],
    ["no such folder", reader({ readFolder: () => Promise.reject(new Error("ENOENT")) }), false],
    ["another system", reader({ platform: "freebsd" }), false],
  ])("Linux with %s", async (_, machine, expected) => {
    expect(await readOnBattery(machine)).toBe(expected);
  });

  it.each([
    ["Now drawing from 'Battery Power'\n -InternalBattery-0 96%; discharging", true],
    ["Now drawing from 'AC Power'\n -InternalBattery-0 100%; charged", false],
    ["", false],
  ])("macOS that says %j", async (printed, expected) => {
    const run: PowerReader["run"] = (program, args) => {
      expect([program, ...args]).toEqual(["pmset", "-g", "batt"]);
      return Promise.resolve(printed);
    };
    expect(await readOnBattery(reader({ platform: "darwin", run }))).toBe(expected);
  });

  it.each([
    ["1\r\n", true],
    ["2\r\n", false],
    ["2\r\n1\r\n", true],
    ["11\r\n", false],
    ["", false],
  ])("Windows that says %j", async (printed, expected) => {
    const run: PowerReader["run"] = (program) => {
      expect(program).toBe("powershell.exe");
      return Promise.resolve(printed);
    };
    expect(await readOnBattery(reader({ platform: "win32", run }))).toBe(expected);
  });

  it("takes a program that is not there for a machine on power", async () => {
    const run = (): Promise<string> => Promise.reject(new Error("ENOENT"));
    expect(await readOnBattery(reader({ platform: "win32", run }))).toBe(false);
  });
});
