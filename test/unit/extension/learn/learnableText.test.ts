import { describe, expect, it } from "vitest";
import { learnableText } from "../../../../src/extension/learn/learnableText";

describe("learnableText", () => {
  it("is the text with one kind of line end", () => {
    expect(learnableText("let a;\r\nlet b;\r\n")).toBe("let a;\nlet b;\n");
  });

  it("is the beginning of a long text, in whole lines", () => {
    const learnt = learnableText("let aaaa;\n".repeat(20_000)) ?? "";
    expect(learnt.length).toBe(25_000);
    const uneven = learnableText("let aaa;\n".repeat(20_000)) ?? "";
    expect(uneven.length).toBe(24_993);
    expect(uneven.endsWith(";\n")).toBe(true);
  });

  it.each([
    ["blank", " \n\n"],
    ["minified", `let a;\n${"f();".repeat(300)}\n`],
    ["one huge line", "f();".repeat(20_000)],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nabc\n"],
  ])("is nothing where the text is %s", (_, text) => {
    expect(learnableText(text)).toBeUndefined();
  });
});
