import { describe, expect, it } from "vitest";
import { commandIds } from "../../../src/extension/commandIds";
import {
  allowedCommands,
  panelVersion,
  parseToHost,
  type ToHost,
} from "../../../src/protocol/panelMessages";
import { sampleSnapshot } from "../../support/panelSample";

const v = panelVersion;

const messages: readonly ToHost[] = [
  { v, type: "ready", open: ["speed", "last"], scope: "today" },
  { v, type: "open", open: [] },
  { v, type: "scope", scope: "sevenDays" },
  { v, type: "live", on: false },
  { v, type: "hold", suggestion: "1398" },
  { v, type: "hold" },
  { v, type: "measure", act: "start" },
  { v, type: "why", request: "7" },
  { v, type: "why", reason: "unsure" },
  { v, type: "why" },
  { v, type: "run", command: "foretype.restartEngine" },
  { v, type: "copy", what: "json" },
];

describe("parseToHost", () => {
  it("reads every message as it was sent", () => {
    for (const message of messages) {
      expect(parseToHost(JSON.parse(JSON.stringify(message)))).toEqual(message);
    }
    const types = new Set(messages.map(({ type }) => type));
    expect(types.size).toBe(9);
  });

  it("names a section once, in the order of the page, and leaves out what is none", () => {
    const open = ["last", "speed", "last", "<img>"];
    expect(parseToHost({ v, type: "open", open })).toMatchObject({ open: ["speed", "last"] });
  });

  it("refuses another version, what it does not know, and fields of another kind", () => {
    const wrong = [
      { ...messages[0], v: v + 1 },
      { v, type: "eval" },
      { v, type: "run", command: "workbench.action.terminal.new" },
      { v, type: "scope", scope: "year" },
      { v, type: "live", on: "yes" },
      { v, type: "hold", suggestion: 7 },
      { v, type: "open", open: [1] },
      { type: "why" },
      "ready",
      null,
    ];
    for (const message of wrong) expect(() => parseToHost(message)).toThrow(/panel/);
  });

  it("drops fields that are not part of a message", () => {
    expect(parseToHost({ v, type: "why", more: 1 })).toEqual({ v, type: "why" });
  });
});

describe("allowedCommands", () => {
  it("hold none that the page could do harm with", () => {
    expect(allowedCommands).not.toContain("foretype.removeBuiltModels");
    expect(allowedCommands).not.toContain("foretype.setHubToken");
    expect(commandIds.filter((id) => allowedCommands.includes(id as never)).length).toBeGreaterThan(
      3,
    );
  });
});

describe("a snapshot", () => {
  it("is small", () => {
    expect(JSON.stringify(sampleSnapshot).length).toBeLessThan(10_000);
  });
});
