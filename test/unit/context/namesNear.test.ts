import { describe, expect, it } from "vitest";
import { namesNear } from "../../../src/core/context/namesNear";

describe("namesNear", () => {
  it("has the names above the cursor once each, the nearest first", () => {
    const prefix = "const row = table.rowAt(index);\nreturn row.a";
    const names = namesNear(prefix);
    expect(names.map(({ name }) => name)).toEqual(["row", "index", "rowAt", "table"]);
    expect(names.map(({ name, offset }) => prefix.slice(offset, offset + name.length))).toEqual(
      names.map(({ name }) => name),
    );
  });

  it("passes over what is being typed, and what is far above", () => {
    expect(namesNear(`farAway();\n${"\n".repeat(12)}near(); typi`)).toEqual([
      { name: "near", offset: 23 },
    ]);
    expect(namesNear("")).toEqual([]);
  });
});
