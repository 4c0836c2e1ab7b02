import { beforeEach, describe, expect, it } from "vitest";
import {
  budgetMs,
  DefinitionSearch,
  restMs,
  type DefinitionPort,
  type FoundDefinition,
} from "../../../../src/extension/context/definitionSearch";
import type { ContextDocument } from "../../../../src/extension/context/contextDocument";
import { FakeTimers } from "../../../support/fakeTimers";

const code = "function foo() {\r\n  one();\r\n}\r\n";
const documentOf = (id: string, text = code): ContextDocument => ({
  id,
  path: id,
  text: () => text,
});

let timers: FakeTimers;
let asked: string[];
let found: string[];
let answer: (name: string, what: "definition" | "type") => Promise<readonly FoundDefinition[]>;
let mostUnits: number;
let search: DefinitionSearch;

const prefix = "alpha();\nbeta();\ngamma.";
const port: DefinitionPort = {
  find: (_, offset, what) => {
    const [name = ""] = /^\w+/.exec(prefix.slice(offset)) ?? [];
    asked.push(what === "type" ? `${name}: type` : name);
    return answer(name, what);
  },
};

beforeEach(() => {
  timers = new FakeTimers();
  [asked, found, mostUnits] = [[], [], 1000];
  answer = (name) => Promise.resolve([{ document: documentOf(`${name}.ts`), first: 0, last: 0 }]);
  search = new DefinitionSearch({
    ...{ port, timers, mostUnits: () => mostUnits },
    onFound: ({ id }, text) => found.push(`${id}: ${text}`),
  });
});

/** Lets promises that are settled be heard of. */
async function listen(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

async function rest(documentId = "a.ts", ms = restMs): Promise<void> {
  search.moved({ documentId, line: 100, prefix: () => prefix });
  timers.advance(ms);
  await listen();
}

describe("DefinitionSearch", () => {
  it("asks what the names near a cursor mean that rests, the nearest first", async () => {
    await rest();
    expect(asked).toEqual(["gamma", "beta", "alpha"]);
    expect(found[0]).toBe("gamma.ts: function foo() {\n  one();\n}\n");
    expect(found).toHaveLength(3);
  });

  it("asks nothing before it rests, or where nothing is wanted", async () => {
    await rest("a.ts", restMs - 1);
    search.stop();
    mostUnits = 0;
    await rest();
    expect([asked, timers.numPending]).toEqual([[], 0]);
  });

  it("asks about each name of a document once, until it is shown or saved again", async () => {
    await rest();
    await rest();
    expect(asked).toHaveLength(3);
    await rest("b.ts");
    expect(asked).toHaveLength(6);
    search.startOver();
    await rest("b.ts");
    expect(asked).toHaveLength(9);
  });

  it("asks for the type of what is defined near the cursor", async () => {
    answer = (name, what) =>
      Promise.resolve(
        what === "type"
          ? [{ document: documentOf(`${name}.ts`), first: 0 }]
          : [{ document: documentOf("a.ts"), first: 99 }],
      );
    await rest();
    expect(asked.slice(0, 2)).toEqual(["gamma", "gamma: type"]);
    expect(found.map((one) => one.split(":")[0])).toEqual(["gamma.ts", "beta.ts", "alpha.ts"]);
  });

  it("takes no longer than its time, and comes back to what was not known in it", async () => {
    let end: (found: readonly FoundDefinition[]) => void = () => undefined;
    answer = () => new Promise((resolve) => (end = resolve));
    await rest();
    expect(asked).toEqual(["gamma"]);
    timers.advance(budgetMs);
    await listen();
    end([{ document: documentOf("late.ts"), first: 0 }]);
    await listen();
    expect([asked, found, timers.numPending]).toEqual([["gamma"], [], 0]);
    answer = () => Promise.resolve([]);
    await rest();
    expect(asked).toEqual(["gamma", "gamma", "beta", "alpha"]);
  });

  it("tells nothing once the cursor has moved on", async () => {
    let end: (found: readonly FoundDefinition[]) => void = () => undefined;
    answer = () => new Promise((resolve) => (end = resolve));
    await rest();
    search.stop();
    end([{ document: documentOf("late.ts"), first: 0 }]);
    await listen();
    expect([asked, found]).toEqual([["gamma"], []]);
  });

  it("goes on with the next name where a language server fails", async () => {
    answer = (name) =>
      name === "gamma"
        ? Promise.reject(new Error("no answer"))
        : Promise.resolve([{ document: documentOf(`${name}.ts`), first: 0 }]);
    await rest();
    expect(found.map((one) => one.split(":")[0])).toEqual(["beta.ts", "alpha.ts"]);
  });

  it("tells nothing that nobody typed, or that holds a key", async () => {
    answer = (name) =>
      Promise.resolve([
        {
          document: documentOf(
            name,
            name === "gamma" ? `x = "${"y".repeat(2000)}"` : "-----BEGIN PRIVATE KEY-----",
          ),
          first: 0,
        },
      ]);
    await rest();
    expect(asked).toHaveLength(3);
    expect(found).toEqual([]);
  });
});
