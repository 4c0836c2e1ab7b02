import { expect, it } from "vitest";
import { openedName } from "../../../../src/extension/models/openedName";

it("names a model, and the precision that was asked for", () => {
  expect(openedName({ name: "Foretype Seed", precision: "int8" })).toBe("Foretype Seed int8");
  expect(openedName({ name: "Foretype Seed", precision: "auto" })).toBe("Foretype Seed");
});
