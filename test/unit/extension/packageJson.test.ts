import { existsSync, readFileSync } from "node:fs";
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
  readonly order?: number;
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
    readonly icons: Readonly<Record<string, unknown>>;
    readonly configuration: readonly {
      readonly id: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Property>>;
    }[];
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const root = new URL("../../../", import.meta.url);

function textOf(file: string): string {
  return readFileSync(new URL(file, root), "utf8");
}

const source = textOf("package.json");
const english = JSON.parse(textOf("package.nls.json")) as Readonly<Record<string, string>>;

/** As the editor reads it: with the English texts in their places. */
const { contributes, capabilities } = JSON.parse(
  source.replaceAll(/"%([^%"]+)%"/g, (_mark, key: string) => JSON.stringify(english[key] ?? "")),
) as Package;
const properties = Object.assign(
  {},
  ...contributes.configuration.map((group) => group.properties),
) as Readonly<Record<string, Property>>;
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

  it("stand in groups and in one order, each once", () => {
    const { configuration } = contributes;
    expect(configuration.map(({ order }) => order)).toEqual(configuration.map((_, i) => i + 1));
    const ordered = configuration.flatMap((group) => Object.values(group.properties));
    expect(ordered.map(({ order }) => order)).toEqual(names.map((_, i) => i + 1));
    expect(Object.keys(properties)).toEqual(names.map((name) => `foretype.${name}`));
  });

  it("that name a program, a model or patterns are not taken from a workspace that is not trusted", () => {
    const naming = names.filter(
      (name) => name.endsWith("Path") || /^(files|model|draftModel)/.test(name),
    );
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
      naming.map((name) => `foretype.${name}`),
    );
  });
});

describe("texts of package.json", () => {
  const keys = [...source.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);

  it("are all there in English, and none is left over", () => {
    expect([...new Set(keys)].sort()).toEqual(Object.keys(english).sort());
    for (const text of Object.values(english)) expect(text).not.toBe("");
  });

  it("are all there in German, with the same links, settings and commands", () => {
    const german = JSON.parse(textOf("package.nls.de.json")) as Readonly<Record<string, string>>;
    expect(Object.keys(german)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      const marks = text.match(/\(command:[^)]*\)|\(https:[^)]*\)|`#[^#]*#`/g) ?? [];
      expect(german[key]?.match(/\(command:[^)]*\)|\(https:[^)]*\)|`#[^#]*#`/g) ?? []).toEqual(
        marks,
      );
    }
  });
});

describe("what package.json names", () => {
  it("are settings that exist", () => {
    const named = [...source.matchAll(/config\.foretype\.([\w.]+)/g)].map(([, name]) => name);
    const linked = Object.values(english).flatMap((text) =>
      [...text.matchAll(/`#foretype\.([\w.]+)#`/g)].map(([, name]) => name),
    );
    expect(names).toEqual(expect.arrayContaining([...named, ...linked]));
  });

  it("are commands that exist", () => {
    const named = `${source}${JSON.stringify(english)}`.matchAll(
      /(?:command:|onCommand:|"command": ")(foretype\.[\w.]+)/g,
    );
    for (const [, command] of named) expect(commandIds).toContain(command);
  });

  it("are icons by the editor's rule, which are shown by their names", () => {
    const ids = Object.keys(contributes.icons);
    expect(ids).toEqual(["foretype-mark", "foretype-off"]);
    // The editor ignores icons of one word.
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)+$/);
    const words = textOf("src/extension/statusText.ts");
    const shown = [...words.matchAll(/\$\((foretype[\w-]*)\)/g)].map(([, id]) => id);
    expect(ids).toEqual(expect.arrayContaining(shown));
  });

  it("are pictures that exist", () => {
    const named = `${source}${JSON.stringify(english)}`.matchAll(/"(media\/[\w./-]+)"/g);
    for (const [, file] of named) expect(existsSync(new URL(file ?? "", root)), file).toBe(true);
  });
});
