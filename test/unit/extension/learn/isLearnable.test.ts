import { describe, expect, it } from "vitest";
import { isLearnable, type DocumentFacts } from "../../../../src/extension/learn/isLearnable";

const facts: DocumentFacts = {
  scheme: "file",
  path: "/w/src/a.ts",
  isOfWorkspace: true,
  isExcluded: () => false,
  isWanted: true,
};

describe("isLearnable", () => {
  it.each(["file", "untitled", "vscode-notebook-cell"])("is a document of %s", (scheme) => {
    expect(isLearnable({ ...facts, scheme })).toBe(true);
  });

  it.each<readonly [string, Partial<DocumentFacts>]>([
    ["the editor's output", { scheme: "output" }],
    ["an old version of a file", { scheme: "git" }],
    ["a file that may hold secrets", { path: "/w/.env" }],
    ["a file outside of the workspace", { isOfWorkspace: false }],
    ["a file that is hidden", { isExcluded: () => true }],
    ["a document that is switched off", { isWanted: false }],
  ])("is not %s", (_, changes) => {
    expect(isLearnable({ ...facts, ...changes })).toBe(false);
  });
});
