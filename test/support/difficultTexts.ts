/** Texts that tokenizers are particular about. None has a surrogate without its partner, which has no bytes. */
export const difficultTexts: readonly string[] = [
  "",
  " ",
  "\n",
  "a",
  "Hello world!\n",
  "def f(x):\n\treturn x  # don't\n\n\n\n    pass\r\n\r\n\r\n",
  "I'VE we'Ll THEY'RE it'S I'm i'M 'Tis 'RE 'x ''s '' 'ſ 'K",
  "1 12 123 1234 12345 123456 1234567 3.14159 0xDEADBEEF 1e-10 1_000_000 ½ ² ① ٣٤٥ १२३ Ⅷ 𝟘𝟙",
  " ".repeat(1) +
    "a" +
    " ".repeat(2) +
    "b" +
    " ".repeat(3) +
    "c" +
    " ".repeat(17) +
    "d" +
    " ".repeat(200) +
    "e",
  " ".repeat(300),
  "\t".repeat(40) + "x" + "\n".repeat(40) + " \n \n\t\n",
  " \t \n\r \r\n\n\r\u000b\u000c\u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000x \u3000 y\u3000\u3000",
  "\ufeffusing System;\r\n\ufeff#include\ufeff \ufeff\n\ufeff",
  "👩‍👩‍👧‍👦 🇩🇪🇫🇷 🏳️‍🌈 😀😀😀 ❤️ ☃ ☃️ 🤷🏽‍♀️",
  "日本語のテキスト、漢字とかなとカタカナ。한국어 텍스트 中文文本，全角（括号）！ㄅㄆ ꀀ 㐀 𠀀",
  "e\u0301 \u00e9 a\u0308\u0323 ก็ िक्षि n\u0303o \u0301alone",
  "Ünïcödé ßtraße œuvre ÿ þ ø õ ö ù ÷ Á À ž İ ı ﬁ ǅ ʰ ª º µ",
  "переменная Ελληνικά עברית العربية हिन्दी ไทย ქართული አማርኛ",
  "HTTPServerError parseJSONToXML camelCase snake_case SCREAMING_CASE kebab-case x1y2z3 ABCdefGHI",
  "\u0000\u0001\u0007\u0008\u001b[31mred\u001b[0m\u007f\u0080\u009f\u00ad\u200b\u200c\u200d\u200e\u202e\u2060\ufffc\ufffd",
  "a\u0000b\u0000\u0000c",
  "<|endof|> <|x |> < | > [INST] <<SYS>> {{var}} <%= x %> </div><br/><!-- c -->",
  "!@#$%^&*()_+-=[]{}|;':\",./<>?`~ \\\\ \\n // /* */ -> => != === !== ... ;;;; ---- ____ ==== ****",
  "https://example.com/a/b?c=d&e=f#g user@host.tld C:\\Windows\\System32 /usr/bin/env",
  "x".repeat(600),
  "A".repeat(33) + "a".repeat(33) + "0".repeat(70),
  "ab".repeat(400) + " " + "'".repeat(50) + " " + "/".repeat(90) + "\n" + "=".repeat(120),
  "if(a){b}else{c}for(;;){}\n}\n\n}\n  }\n\n\n  }",
  "   leading, trailing   \n   \n\n   both   ",
  "«quotes» “curly” ‘single’ it’s l’été — – … • € £ ¥ § © ® ™ × ÷ ± ≤ ≠ ∞ → ⇒ ∀ ∈ α β",
  "\u{10ffff}\u{e000}\u{f8ff}\u{fdd0}\u{1f9ff}\u{2fa1d}",
  "▁ ▁▁ a▁b Ġ Ċ <0x0A> <s> </s> <unk>",
  "12:34:56 2024-01-31T00:00:00Z v1.2.3-beta.4+build5 #ff00ff 50% $100,000.00 (555) 123-4567",
  "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n  \n",
];
