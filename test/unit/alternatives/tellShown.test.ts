import { describe, expect, it } from "vitest";
import { commentStyleOf } from "../../../src/core/alternatives/commentStyle";
import { tellShown } from "../../../src/core/alternatives/tellShown";
import { aRequest } from "../../support/completionFixtures";

describe("tellShown", () => {
  it("writes what was shown sixteen lines above the cursor's line, as the code there is indented", () => {
    const above = "function f() {\n";
    const below = `${"  x;\n".repeat(16)}  return `;
    const request = aRequest({ prefix: above + below, path: "src/a.ts" });
    const shown = ["a + b;", "a\n    .b();\n"];
    expect(tellShown(request, shown)).toEqual({
      ...request,
      prefix: `${above}  // Tried and rejected:\n  // a + b;\n  // a\n  // .b();\n${below}`,
    });
  });

  it("writes it on top of a shorter text", () => {
    const request = aRequest({ prefix: "x = ", path: "a.py" });
    expect(tellShown(request, ["1"]).prefix).toBe("# Tried and rejected:\n# 1\nx = ");
  });

  it("keeps a comment closed by its own close only", () => {
    const request = aRequest({ prefix: "p { ", path: "a.css" });
    expect(tellShown(request, ["a: b; /* c */ d"]).prefix).toBe(
      "/* Tried and rejected: */\n/* a: b; /* c  d */\np { ",
    );
  });

  it.each([[[]], [[""]], [[" \n\t"]]])("says nothing of %j", (shown) => {
    const request = aRequest();
    expect(tellShown(request, shown)).toBe(request);
  });
});

it.each([
  ["src/a.ts", "//"],
  ["a.b.PY", "#"],
  ["Dockerfile", "#"],
  ["x/Makefile", "#"],
  ["q.sql", "--"],
  ["index.html", "<!--"],
  ["main.c", "/*"],
  ["no ending", "//"],
])("commentStyleOf(%j) opens with %s", (path, open) => {
  expect(commentStyleOf(path).open).toBe(open);
});
