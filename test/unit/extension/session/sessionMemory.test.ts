import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../../src/core/complete/request";
import { none } from "../../../../src/extension/session/none";
import { SessionMemory } from "../../../../src/extension/session/sessionMemory";
import { aRequest, aSuggestion } from "../../../support/completionFixtures";

const question = (changes: Parameters<typeof aRequest>[0] = {}) => ({
  request: aRequest({ documentId: "a.ts", prefix: "x = ", suffix: "\n", ...changes }),
  options: defaultOptions,
  context: 0,
  isPrefetched: false,
});

const at = (prefix: string) => ({ documentId: "a.ts", prefix, suffix: "\n" });

describe("SessionMemory", () => {
  it("knows what was cut off a text once the text has been taken", () => {
    const memory = new SessionMemory();
    const made = { ...aSuggestion("f();"), alternatives: ["g();"], tail: "\nh();" };
    memory.remember(question(), made);
    expect(memory.find(at("x = f();"), 0)).toEqual({
      outcome: aSuggestion("\nh();"),
      isPrefetched: true,
    });
    expect(memory.find(at("x = f();\n"), 0)?.outcome).toMatchObject({ text: "h();" });
  });

  it("knows where the model had nothing to say", () => {
    const memory = new SessionMemory();
    memory.remember(question(), none("emptyCompletion"));
    expect(memory.find(at("x = "), 0)?.outcome).toMatchObject({ reason: "emptyCompletion" });
    expect(memory.find(at("x = "), 1)).toBeUndefined();
    expect(memory.find(at("x ="), 0)).toBeUndefined();
  });

  it("makes nothing of what may come out otherwise the next time", () => {
    const memory = new SessionMemory();
    memory.remember(question(), none("timedOut"));
    memory.remember(question({ shown: ["1;"] }), none("emptyCompletion"));
    expect(memory.find(at("x = "), 0)).toBeUndefined();
  });
});
