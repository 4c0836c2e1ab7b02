import { describe, expect, it } from "vitest";
import { preTokenizers } from "../../../../../src/runtime/gguf/tokenizer/preTokenizers";
import { textCutter } from "../../../../../src/runtime/tokenizer/textCutter";

function cut(name: string, text: string): readonly string[] {
  const cutter = textCutter(preTokenizers[name]?.preTokenizer ?? null);
  if ("unknown" in cutter) throw new Error(`${name} has a step ${cutter.unknown}`);
  return cutter(text);
}

/** Cuts told from the families' published expressions by hand; "|" stands between pieces. */
const cuts: readonly (readonly [string, string, string])[] = [
  ["gpt-2", "Don't stop 12345  now\n\n x", "Don|'t| stop| 12345| | now|\n\n| x"],
  ["gpt-2", "I'LL a_b;\r\n", "I|'|LL| a|_|b|;|\r\n"],
  ["mellum", "x  +=\t1", "x| | +=|\t|1"],
  ["starcoder", "v12 = 3;", "v|1|2| =| |3|;"],
  ["smollm", "  return 42\n", " | return| |4|2|\n"],
  ["refact", "½ ٣٤", "½| |٣|٤"],
  ["codeshell", "a\n\n\nb", "a|\n\n|\n|b"],
  ["qwen2", "I'LL go;\n\n  x=100", "I|'LL| go|;\n\n| | x|=|1|0|0"],
  ["qwen2", "\ufeffusing e\u0301", "\ufeffusing| e|\u0301"],
  ["qwen2", "   \n  \n    if", "   \n  \n|   | if"],
  ["qwen35", "e\u0301a \u0301", "e\u0301a| \u0301"],
  ["stablelm2", ".foo(bar)", ".foo|(bar|)"],
  ["llama-bpe", "1234567 it'S", "123|456|7| it|'S"],
  ["llama3", "\t\tx", "\t|\tx"],
  ["dbrx", "a1b22c333d4444", "a|1|b|22|c|333|d|444|4"],
  ["glm4", "f(x);\n", "f|(x|);\n"],
  ["gpt-4o", "HTTPServer's parseJSON //\n", "HTTPServer's| parse|JSON| //\n"],
  ["gpt-4o", "ABCdef 12345", "ABCdef| |123|45"],
  ["llama4", "fooBar\n/", "foo|Bar|\n|/"],
  ["tekken", "parseXMLDoc's 42/\n", "parse|XMLDoc|'s| |4|2|/\n"],
  ["seed-coder", "x += 10;\n\ny", "x| +=| |1|0|;|\n\n|y"],
  ["deepseek-coder", "if (a)\n  b12 = 漢字;", "if| (|a|)|\n| | b|1|2| =| |漢字|;"],
  ["deepseek-coder", "don't\r\n", "don|'|t|\r|\n"],
  ["deepseek-v3", "x.foo(12345) 漢字", "x|.foo|(|123|45|)| |漢字"],
  ["deepseek-v3", "a  b;\n", "a| | b|;\n"],
];

describe("preTokenizers", () => {
  it.each(cuts)("as %s cut %j", (name, text, expected) => {
    expect(cut(name, text).join("|")).toBe(expected);
  });

  it.each(Object.keys(preTokenizers))("as %s lose nothing of a text", (name) => {
    const text =
      "\ufeffif (x1 == 22) { return 'don\\'t'; }\r\n\t\t// 漢字 é e\u0301 😀 1,234.5\u0085\n\n";
    expect(cut(name, text).join("")).toBe(text);
    expect(cut(name, text).length).toBeGreaterThan(20);
  });

  it("write whole pretokens and begin texts as their families do", () => {
    const whole = Object.keys(preTokenizers).filter((name) => preTokenizers[name]?.ignoresMerges);
    expect(whole).toEqual([
      ...["llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "lfm2"],
      ...["glm4", "tekken"],
    ]);
    expect(whole.filter((name) => preTokenizers[name]?.begins !== true)).toEqual(["glm4"]);
  });
});
