import { describe, expect, it } from "vitest";
import { blockEnd, type BlockPlace } from "../../../src/core/decode/stopRules/blockEnd";
import { cutBy } from "../../support/cutBy";

/** The cursor stands at column 4; `  }` follows. */
const inClosedBlock: BlockPlace = {
  minIndentation: 4,
  nextIndentation: 2,
  isClosedBelow: true,
  maxLines: 6,
};

/** The same without closers: the document goes on with a statement at column 2. */
const inOpenBlock: BlockPlace = { ...inClosedBlock, isClosedBelow: false };

describe("blockEnd", () => {
  it.each([
    ["goes on while lines stand in the block", "a();\n    b();\n      c();\n", undefined],
    ["ends before a blank line", "a();\n\n    b();", "a();"],
    ["ends before a line of blanks", "a();\n    \n    b();", "a();"],
    ["waits for a line of blanks to be blank", "a();\n    ", undefined],
    ["takes blank lines before the first text", "\n\n    b();", undefined],
    ["ends before a line that is indented less", "a();\n  b", "a();"],
    ["counts a tab as four columns", "a();\n\tb();\n", undefined],
    ["ends with nothing if only a line outside comes", "\n  b", ""],
    ["ends before a closer that stands below", "a();\n  }", "a();"],
    ["takes a closer of an inner block", "if (a) {\n      b();\n    }\n    c", undefined],
    [
      "ends after as many lines as are wanted",
      "1\n    2\n    3\n    4\n    5\n    6\n    7",
      "1\n    2\n    3\n    4\n    5\n    6",
    ],
  ])("%s", (_, text, expected) => {
    expect(cutBy(blockEnd(inClosedBlock), text)).toBe(expected);
  });

  it.each([
    ["takes the missing closer and ends", "a();\n  }\n  b", "a();\n  }"],
    ["waits for the whole of it", "a();\n  }", undefined],
    [
      "goes on where the closer opens again",
      "a();\n  } else {\n    b();\n  }\n",
      "a();\n  } else {\n    b();\n  }",
    ],
    ["refuses one that closes more than is open", "a();\n}", "a();"],
  ])("where the block is open %s", (_, text, expected) => {
    expect(cutBy(blockEnd(inOpenBlock), text)).toBe(expected);
  });

  it("closes as many blocks as are open, at the document's end all of them", () => {
    const atEnd = { ...inOpenBlock, nextIndentation: undefined };
    expect(cutBy(blockEnd(atEnd), "a();\n  }\n}\nnext")).toBe("a();\n  }\n}");
  });
});
