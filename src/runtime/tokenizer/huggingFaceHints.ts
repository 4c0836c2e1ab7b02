import type { TokenizerHints } from "./tokenizerHints";

/** Contents of the files that stand beside a `tokenizer.json`; each may be missing. */
export interface TokenizerSettings {
  /** `tokenizer_config.json` */
  readonly tokenizerConfig?: string | undefined;
  /** `config.json` */
  readonly config?: string | undefined;
  /** `generation_config.json` */
  readonly generationConfig?: string | undefined;
}

/** How marks are looked up in a tokenizer's file. */
export interface MarkNames {
  /** The name of a mark by its id; `undefined` where the id is no mark. */
  readonly ofId: (id: number) => string | undefined;
  /** Whether there is a token of this name, a mark or not. */
  readonly has: (name: string) => boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Collects what the files of a Hugging Face checkpoint say about marks: the template of `tokenizer.json` and the fields
 * `add_bos_token`, `bos_token`, `eos_token`, `eos_token_id`, `prefix_token`, `suffix_token` and `middle_token`. An id that is no
 * mark ends nothing: configurations carry defaults of their family that belong to another vocabulary.
 *
 * @param postProcessor of `tokenizer.json`
 */
export function huggingFaceHints(
  postProcessor: unknown,
  settings: TokenizerSettings,
  names: MarkNames,
): TokenizerHints {
  const own = parseFields(settings.tokenizerConfig);
  const named = (field: string): readonly string[] => {
    const name = nameOf(own[field]);
    return name !== undefined && names.has(name) ? [name] : [];
  };
  const [template] = templatesOf(postProcessor);
  const [begin] =
    own["add_bos_token"] === false
      ? []
      : [
          ...(template ?? []).filter(names.has),
          ...(own["add_bos_token"] === true ? named("bos_token") : []),
        ];
  const ids = [settings.generationConfig, settings.config].flatMap((text) =>
    idsOf(parseFields(text)["eos_token_id"]),
  );
  const end = [...ids.flatMap((id) => names.ofId(id) ?? []), ...named("eos_token")];
  const [prefix] = named("prefix_token");
  const [suffix] = named("suffix_token");
  const [middle] = named("middle_token");
  return {
    ...(begin === undefined ? {} : { begin }),
    end: [...new Set(end)],
    fim: {
      ...(prefix === undefined ? {} : { prefix }),
      ...(suffix === undefined ? {} : { suffix }),
      ...(middle === undefined ? {} : { middle }),
    },
  };
}

/** The marks that each template puts in front of a single text. */
function templatesOf(postProcessor: unknown): readonly (readonly string[])[] {
  if (!isFields(postProcessor)) return [];
  const { type, processors, single } = postProcessor;
  if (type === "Sequence" && Array.isArray(processors)) return processors.flatMap(templatesOf);
  if (type !== "TemplateProcessing" || !Array.isArray(single)) return [];
  const front: string[] = [];
  for (const part of single as readonly unknown[]) {
    const special: unknown = isFields(part) ? part["SpecialToken"] : undefined;
    if (!isFields(special) || typeof special["id"] !== "string") break;
    front.push(special["id"]);
  }
  return [front];
}

/** The fields of a JSON object. What is missing or broken says nothing: these files are no part of the tokenizer. */
function parseFields(text: string | undefined): Fields {
  if (text === undefined) return {};
  try {
    const json: unknown = JSON.parse(text);
    return isFields(json) ? json : {};
  } catch {
    return {};
  }
}

/** A token in these files is its name, or an object that holds it. */
function nameOf(value: unknown): string | undefined {
  const name = isFields(value) ? value["content"] : value;
  return typeof name === "string" && name !== "" ? name : undefined;
}

function idsOf(value: unknown): readonly number[] {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  return ids.filter((id) => typeof id === "number");
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
