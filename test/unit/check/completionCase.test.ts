import { describe, expect, it } from "vitest";
import {
  comparedText,
  parseCases,
  requestOf,
  type CompletionCase,
} from "../../../src/core/check/completionCase";

const line: CompletionCase = {
  id: "line-0000",
  kind: "line",
  path: "src/a.ts",
  prefix: "a\n",
  suffix: "\nb",
  expected: "x = 1;",
};

describe("parseCases", () => {
  it("reads one case a line, passing over blank lines and other fields", () => {
    const text = `${JSON.stringify({ ...line, repo: "some/where" })}\n\n${JSON.stringify(line)}\n`;
    expect(parseCases(text, "cases.jsonl")).toEqual([line, line]);
  });

  it("reads what stood there and other files where a case has them", () => {
    const full = { ...line, earlier: "y = 2;", texts: [{ path: "src/b.ts", text: "x = 2;" }] };
    expect(parseCases(JSON.stringify(full), "cases.jsonl")).toEqual([full]);
  });

  it.each([
    ["", "cases.jsonl holds no case"],
    ["{", "cases.jsonl:1 is not JSON"],
    [`${JSON.stringify(line)}\nnull`, 'cases.jsonl:2: "kind" must be one of line, mid, block'],
    [JSON.stringify({ ...line, kind: "word" }), 'cases.jsonl:1: "kind" must be one of'],
    [JSON.stringify({ ...line, suffix: 3 }), 'cases.jsonl:1: "suffix" must be a text'],
    [JSON.stringify({ ...line, repository: 3 }), 'cases.jsonl:1: "repository" must be a text'],
    [JSON.stringify({ ...line, earlier: 3 }), 'cases.jsonl:1: "earlier" must be a text'],
    [JSON.stringify({ ...line, texts: {} }), 'cases.jsonl:1: "texts" must be a list'],
    [
      JSON.stringify({ ...line, texts: [{ path: "a" }] }),
      'cases.jsonl:1, "texts": "text" must be a text',
    ],
  ])("refuses %j", (text, message) => {
    expect(() => parseCases(text, "cases.jsonl")).toThrow(message);
  });
});

describe("comparedText", () => {
  it.each([
    ["line", "a\nb", "a"],
    ["mid", "a", "a"],
    ["block", "a\nb", "a\nb"],
  ] as const)("of %s from %j is %j", (kind, text, expected) => {
    expect(comparedText(kind, text)).toBe(expected);
  });
});

describe("requestOf", () => {
  it("asks for a block where a block is expected and for a line elsewhere", () => {
    const shapes = (["line", "mid", "block"] as const).map(
      (kind) => requestOf({ ...line, kind }).shape,
    );
    expect(shapes).toEqual(["line", "line", "block"]);
  });

  it("tells the repository's name where the case does", () => {
    const [told] = parseCases(JSON.stringify({ ...line, repository: "some" }), "cases.jsonl");
    expect(told !== undefined && requestOf(told)).toMatchObject({ repository: "some" });
    expect(requestOf(line)).not.toHaveProperty("repository");
  });

  it("says what stood at the cursor, where that is known", () => {
    const given = { ...line, kind: "line" } as const;
    expect(requestOf({ ...given, earlier: "y = 2;" }).earlier).toBe("y = 2;");
    expect(requestOf(given)).not.toHaveProperty("earlier");
  });
});
