import { extensionOf } from "../constrain/lexis";

/** How the lines of a language are told apart that an outline shows. */
export interface OutlineRules {
  /** Begins a statement that names other files. */
  readonly imports: RegExp;
  /** Begins a declaration; the group `name` is what it declares. */
  readonly declarations: readonly DeclarationRule[];
  /** What ends a block, on a line of its own: nothing where indentation does. */
  readonly closer: "}" | "end" | "";
}

export interface DeclarationRule {
  readonly begins: RegExp;
  /** What the whole statement must be like; anything if left out. */
  readonly whole?: RegExp;
}

/** What holds other declarations, rather than statements. */
export const container =
  /^\s*(?:[\w@#[\]()]+\s+)*?(?:class|interface|namespace|trait|impl|mod|module|object|struct|enum|record|extension|protocol)\b/;

const script: OutlineRules = {
  imports: /^(?:import\b(?!\()|export\s.*\bfrom\b|(?:const|let|var)\s.*\brequire\()/,
  declarations: [
    {
      begins:
        /^\s*(?:(?:export|default|declare|abstract|async)\s+)*(?:function\*?|class|interface|type|enum|namespace)\s+(?<name>[\w$]+)/,
    },
    { begins: /^(?:export\s+)?(?:const|let|var)\s+(?<name>[\w$]+)/ },
    {
      begins:
        /^\s+(?:(?:public|private|protected|static|readonly|async|override|abstract|get|set)\s+)*\*?(?!(?:if|for|while|switch|catch|return|function|with|await|throw|new)\b)(?<name>#?[\w$]+)\s*(?:<[^>]*>)?\(/,
      whole: /\)\s*(?::[^=]+)?\{$/,
    },
  ],
  closer: "}",
};

const python: OutlineRules = {
  imports: /^(?:import|from)\s/,
  declarations: [{ begins: /^\s*(?:(?:async\s+)?def|class)\s+(?<name>\w+)/ }],
  closer: "",
};

const rust: OutlineRules = {
  imports: /^(?:pub\s+)?(?:use|extern\s+crate)\s/,
  declarations: [
    {
      begins:
        /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:default|async|unsafe|const)\s+)*(?:fn|struct|enum|trait|type|mod|static|const|union|macro_rules!)\s+(?<name>\w+)/,
    },
    { begins: /^\s*(?:unsafe\s+)?impl\b(?:<[^>]*>)?\s*(?<name>\w+)/ },
  ],
  closer: "}",
};

const go: OutlineRules = {
  imports: /^(?:package|import)\b/,
  declarations: [{ begins: /^(?:func|type|const|var)\s+(?:\([^)]*\)\s*)?(?<name>\w+)/ }],
  closer: "}",
};

/** C and what is written like it. */
const cLike: OutlineRules = {
  imports: /^(?:#include|(?:import|package|using|use)\b)/,
  declarations: [
    {
      begins:
        /^\s*(?:[\w@]+\s+)*(?:class|interface|enum|struct|record|trait|object|protocol|namespace|fun|func|function|union)\s+(?<name>\w+)/,
    },
    {
      begins:
        /^\s*(?!(?:if|for|foreach|while|switch|catch|return|else|new|throw|using|lock|do|try|case)\b)(?:[\w<>[\],.:&*?~]+\s+)+[&*]*(?<name>[\w:~]+)\s*\(/,
      whole: /\)\s*(?:(?:const|noexcept|override|async)\s*|throws [\w., ]+|:[^;]*)?\{?$/,
    },
  ],
  closer: "}",
};

const ruby: OutlineRules = {
  imports: /^require/,
  declarations: [{ begins: /^\s*(?:def|class|module)\s+(?<name>[\w.?!:]+)/ }],
  closer: "end",
};

const lua: OutlineRules = {
  imports: /^local\s.*\brequire\b/,
  declarations: [{ begins: /^(?:local\s+)?function\s+(?<name>[\w.:]+)/ }],
  closer: "end",
};

/** By the ending of a file's name. What is not here has no outline. */
const rules: ReadonlyMap<string, OutlineRules> = new Map([
  ...endings("ts tsx mts cts js jsx mjs cjs vue svelte", script),
  ...endings("py pyi", python),
  ...endings("rs", rust),
  ...endings("go", go),
  ...endings("c h cc cpp cxx hpp hh m mm java cs kt kts swift php dart scala groovy", cLike),
  ...endings("rb", ruby),
  ...endings("lua", lua),
]);

/** The rules for a file, by its name; `undefined` where there are none. */
export function outlineRulesOf(path: string): OutlineRules | undefined {
  return rules.get(extensionOf(path));
}

function endings(names: string, value: OutlineRules): [string, OutlineRules][] {
  return names.split(" ").map((name) => [name, value]);
}
