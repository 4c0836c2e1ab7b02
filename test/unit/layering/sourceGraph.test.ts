import { describe, expect, it } from "vitest";
import { importsOf } from "../../support/layering/sourceGraph";

const value = (target: string): unknown => ({ target, isTypeOnly: false });
const types = (target: string): unknown => ({ target, isTypeOnly: true });

describe("importsOf", () => {
  it.each([
    ['import { a } from "./a";', value("./a")],
    ['import a from "./a";', value("./a")],
    ['import * as a from "./a";', value("./a")],
    ['import "./a";', value("./a")],
    ['import a, { type B } from "./a";', value("./a")],
    ['import { a, type B } from "./a";', value("./a")],
    ['import { type B } from "./a";', types("./a")],
    ['import type { B } from "./a";', types("./a")],
    ['import type * as B from "./a";', types("./a")],
    ['export { a } from "./a";', value("./a")],
    ['export * from "./a";', value("./a")],
    ['export type { B } from "./a";', types("./a")],
    ['const a = () => import("./a");', value("./a")],
    ['const a = require("vscode");', value("vscode")],
    ['let b: import("vscode").Uri;', types("vscode")],
  ])("reads %s", (text, expected) => {
    expect(importsOf("file.ts", text)).toEqual([expected]);
  });

  it("is not misled by text that looks like an import", () => {
    expect(importsOf("file.ts", 'const text = \'import "vscode";\'; // import "./a"')).toEqual([]);
  });
});
