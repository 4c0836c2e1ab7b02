import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { constraintKinds } from "../../../src/core/constrain/constraintKinds";
import { strategies } from "../../../src/core/decode/strategies";
import { commandIds } from "../../../src/extension/commandIds";
import { settingKinds, type SettingName } from "../../../src/extension/settings";

interface Property {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumItemLabels?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly type: string;
  readonly scope?: string;
  readonly markdownDescription?: string;
}

interface Package {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac?: string;
      readonly when?: string;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const file = new URL("../../../package.json", import.meta.url);
const { contributes, capabilities } = JSON.parse(readFileSync(file, "utf8")) as Package;
const { properties } = contributes.configuration;
const names = Object.keys(settingKinds) as SettingName[];

function property(name: string): Property {
  const found = properties[`foretype.${name}`];
  if (found === undefined) throw new Error(`package.json lacks foretype.${name}`);
  return found;
}

describe("commands of package.json", () => {
  it("are the registered ones", () => {
    const contributed = contributes.commands.map(({ command }) => command);
    expect([...contributed].sort()).toEqual([...commandIds].sort());
  });

  it("are all in one category", () => {
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(
      new Set(["Foretype"]),
    );
  });

  it("are bound with a condition, and never to a key that belongs to the editor", () => {
    for (const { command, key, mac, when } of contributes.keybindings) {
      expect(commandIds).toContain(command);
      expect(when).toContain("editorTextFocus");
      expect([key, mac]).not.toContainEqual(
        expect.stringMatching(/^(tab|escape|ctrl\+c|cmd\+c)$/i),
      );
    }
  });
});

describe("settings of package.json", () => {
  it("are the ones that are read", () => {
    expect(Object.keys(properties).sort()).toEqual(names.map((name) => `foretype.${name}`).sort());
  });

  it.each(names)("%s has the default that is used, a scope and a description", (name) => {
    const { default: contributed, markdownDescription, scope } = property(name);
    expect(contributed).toEqual(settingKinds[name].fallback);
    expect(markdownDescription).toMatch(/\.$/);
    expect(scope).toBeDefined();
  });

  it.each(names)("%s offers exactly what is understood", (name) => {
    const { enum: words = [], enumDescriptions, minimum, maximum, type } = property(name);
    const { parse, fallback } = settingKinds[name];
    for (const word of words) expect(parse(word)).toBe(word);
    expect(enumDescriptions?.length ?? 0).toBe(words.length);
    if (typeof fallback !== "number") return;
    if (minimum === undefined || maximum === undefined) throw new Error(`${name} has no limits`);
    expect([parse(minimum), parse(maximum)]).toEqual([minimum, maximum]);
    expect([parse(minimum - 1), parse(maximum + 1)]).toEqual([undefined, undefined]);
    expect(parse(minimum + 0.5) === undefined).toBe(type === "integer");
  });

  it("list the strategies of the registry in its words", () => {
    // Early exit is opened on the command line only.
    const listed = strategies.filter(({ needs }) => needs !== "early-exit");
    expect(property("strategy")).toMatchObject({
      enum: listed.map(({ id }) => id),
      enumItemLabels: listed.map(({ title }) => title),
      enumDescriptions: listed.map(({ description }) => description),
    });
  });

  it("list the constraints of the registry in its words", () => {
    expect(property("constraints")).toMatchObject({
      type: "array",
      uniqueItems: true,
      items: {
        enum: constraintKinds.map(({ id }) => id),
        enumItemLabels: constraintKinds.map(({ title }) => title),
        enumDescriptions: constraintKinds.map(({ description }) => description),
      },
    });
  });

  it("that name a program or a model are not taken from a workspace that is not trusted", () => {
    const naming = names.filter(
      (name) => name.endsWith("Path") || /^(model|draftModel)/.test(name),
    );
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
      naming.map((name) => `foretype.${name}`),
    );
  });
});
