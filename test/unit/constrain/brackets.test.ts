import { describe, expect, it } from "vitest";
import { brackets } from "../../../src/core/constrain/brackets";
import { constrainText } from "../../../src/core/constrain/constrainText";
import { cursorIn } from "../../support/cursorIn";
import { checkConstraint } from "../../support/laws/constraintLaws";
import { PieceVocabulary } from "../../support/pieceVocabulary";
import { textBounds } from "../../support/textBounds";

/** Whether a suggestion may begin with the text, and whether it may be all. */
function answers(place: string, text: string, path?: string): { begin: boolean; end: boolean } {
  const rule = brackets(cursorIn(place, path));
  if (rule === undefined) throw new Error("the language is known");
  const begin = rule.admits(text);
  return { begin, end: begin && rule.mayEnd(text) };
}

const whole = { begin: true, end: true };
const open = { begin: true, end: false };
const refused = { begin: false, end: false };

describe("closers", () => {
  it.each([
    ["f(a|)", ", g(b)", whole],
    ["f(a|)", ", b)", refused],
    ["f(a|", ", b)", whole],
    ["f(a|", ", b))", refused],
    ["f(a|", ", b]", refused],
    ["f(a|\n}", ")", whole],
    ["if (x) {\n  |\n}", "y();\n}", refused],
    ["if (x) {\n  |\nz();", "y();\n}", whole],
    ["if (x) {\n  if (y) {\n    |\n}", "z();\n  }", whole],
    ["if (x) {\n  if (y) {\n    |\n}", "z();\n  }\n}", refused],
    ["if (x) {\n  if (y) {\n    |\n  }\n}", "z();\n  }", refused],
    ["f([|\n}", "1, 2]);", whole],
    ["|)", "f()", whole],
    ["|)", "f())", refused],
    // The other openers are before what is known of the document.
    ["f(|));\n}", "a)", refused],
    // The brackets here fit nothing, so only those of the suggestion are looked at.
    ["f(|]]", "a)", whole],
  ])("%s with %s", (place, text, expected) => {
    expect(answers(place, text)).toEqual(expected);
  });
});

describe("brackets that stay open", () => {
  it.each([
    ["|", "if (x) {"],
    ["|", "f(a,"],
    ["f(|)", "{ a: ["],
  ])("%s with %s", (place, text) => {
    expect(answers(place, text)).toEqual(whole);
  });
});

describe("quotes", () => {
  it.each([
    ['f("a|', ' b")', whole],
    ['f("a|', " b", open],
    ['f("a|");', " b", whole],
    ['f("a|");', ' b"', refused],
    ['f("a|, "b");', '"', whole],
    ["|", '"a', open],
    ["|", '"a\n', refused],
    ["|", "'a\\'", open],
    ["|", "'a\\''", whole],
    ["|", "'it\"s'", whole],
    ["x = `a ${|}`;", "b}", refused],
    ["x = `a ${|}`;", "f({})", whole],
    ["x = `a ${|\ny();", "b}`", whole],
    ["x = `a|\ny();", "b`;", whole],
    ["x = `a|\ny(`c`);", "b`;", whole],
    // A template that the user has begun may go on for lines.
    ["x = `a|\ny();", "b", whole],
    ["|", "`a", open],
    ["|", "`a ${b", open],
  ])("%s with %s", (place, text, expected) => {
    expect(answers(place, text)).toEqual(expected);
  });
});

describe("comments, and what only looks like a quote or bracket", () => {
  it.each([
    ["ts", "// don't\n|", "f('a'", whole],
    ["ts", "|", "f(a); // it's )", whole],
    ["ts", "/* don't ( */ f(|", "a)", whole],
    ["ts", "/* |\n*/", "a) isn't", whole],
    ["ts", "// f(|", ")", whole],
    ["ts", "const a = /[(']/.test(b);\n|", "f(a)", whole],
    ["ts", "const a = b / c; const d = 'e' / f;\n|", "g(h)", whole],
    ["ts", "|", "a.match(/\\(", open],
    ["tsx", "<p>Don't (</p>\n|", "<b>can't</b>", whole],
    ["tsx", "<a>https://x.y</a> {|}", "f(a)", whole],
    ["py", "# don't\nf(|", "'a')", whole],
    ["py", '"""Don\'t (\n"""\nf(|', "r'a')", whole],
    ["py", "|", '"""A', open],
    ["py", 'def f():\n    """A|\n    """', " b", whole],
    ["py", "|", "f'{a[", open],
    ["rs", "fn f<'a>(b: &'a str) { |}", "g('(', '\\'', b)", whole],
    ["rs", "|", "f::<'a>(b)", whole],
    ["rs", "|", 'r#"a " (', open],
    ["rs", "|", 'r#"a " ("#', whole],
    ["go", "x := `a\\`\n|", "f('(')", whole],
    ["cpp", "int a = 1'000'000;\n|", "f(L'(')", whole],
    ["cpp", "|", 'R"x(a)" ()x"', whole],
    ["java", 'String s = """\n  it\'s (\n  """;\n|', "f(a)", whole],
    ["json", '{"a": |}', '["it\'s"]', whole],
    ["json", '{"a|": 1}', "b", whole],
  ])("%s: %s with %s", (extension, place, text, expected) => {
    expect(answers(place, text, `file.${extension}`)).toEqual(expected);
  });
});

it("says nothing of languages that it does not know", () => {
  expect(brackets(cursorIn("f(|)", "notes.txt"))).toBeUndefined();
  expect(brackets(cursorIn("f(|)", "Makefile"))).toBeUndefined();
});

it.each(["f(a|)", 'f("|', "x = [`${|}`]", "{ |\n}"])(
  "obeys the laws of constraints in %s",
  (place) => {
    const pieces = [
      "a",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      '"',
      "'",
      "`",
      "\n",
      "/",
      "${",
      ")]",
      '")',
      "}`",
    ];
    const vocabulary = new PieceVocabulary({ marks: ["<end>"], pieces });
    const rule = brackets(cursorIn(place));
    if (rule === undefined) throw new Error("the language is known");
    checkConstraint(
      constrainText(rule, textBounds({ vocabulary, endTokens: new Set([0]) })),
      vocabulary.size,
    );
  },
);
