import { extensionOf } from "../constrain/lexis";
import { lineStartOf } from "../constrain/textPlace";
import { characterEntropy } from "./characterEntropy";
import type { Filter, FilterPlace } from "./filter";
import { dropped, kept } from "./filtered";
import { secretShapes } from "./secretShapes";

/** More of the cursor's line is not read, in UTF-16 units. */
const mostLineStart = 200;

/** The end of a name that holds a secret: `dbPassword`, `SECRET_KEY`, `api-key`, but not `passwordField`. */
const secretName =
  "(?:[Pp]assw(?:or)?d|PASSW(?:OR)?D|[Pp]assphrase|PASSPHRASE|[Pp]wd|PWD|[Ss]ecret|SECRET|[Tt]oken|TOKEN" +
  "|[Cc]redential|CREDENTIAL|(?:[Aa]pi|API|[Aa]ccess|ACCESS|[Pp]rivate|PRIVATE|[Aa]uth|AUTH)[_-]?(?:[Kk]ey|KEY))" +
  "s?(?:_?[Kk]ey|_KEY)?\\d*(?![A-Za-z_-])";

/** What is assigned to such a name: `name = "value"`, `"name": "value"`, `name => 'value'`. */
const assigned = new RegExp(
  `${secretName}["'\`\\]]{0,2}\\s*(?::=|=>|[:=])\\s*["'\`]([^"'\`\\s]{8,})`,
  "g",
);

/** The same without quotes, as files of settings have it. */
const assignedBare = new RegExp(`${secretName}\\s*[:=]\\s*([^"'\`\\s;,]{8,})`, "g");
const settingsFiles: ReadonlySet<string> = new Set(
  "env ini properties yaml yml conf cfg".split(" "),
);

/** A password inside of an address: `scheme://user:password@`. */
const inAddress = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@"'`$<>{}]+):([^\s/@"'`$<>{}]{4,})@/g;

/** A long literal of letters and digits in no order. */
const longLiteral = /(?<=["'`])[A-Za-z0-9_+-]{32,}={0,2}(?=["'`])/g;

/** Values that stand for another, and calls and names that give one. */
const placeholder =
  /passw|secret|token|example|change|your|xxx|\*\*|\.\.\.|test|dummy|sample|placeholder|fake|mock|foo|todo|12345|[${}<>()[\]]|%s/i;

/** Bits a character; real keys of this length have more, words less. */
const leastEntropy = { assigned: 2.75, literal: 4.3 };

/**
 * Drops a text that spells a key, a token or a password: if a model knows one it is somebody's, and if it made it up it is of no use.
 * Known shapes count, and values that look like no words where they are assigned to a name of secrets, stand in an address or are
 * long. What stands in the document already is no news, and placeholders are no secrets.
 */
export const secret: Filter = {
  id: "secret",
  description: "Drops a text that spells a key, a token or a password.",
  apply: (text, place) => {
    const line = place.prefix.slice(
      Math.max(lineStartOf(place), place.prefix.length - mostLineStart),
    );
    const isNews = (value: string): boolean =>
      !place.prefix.includes(value) && !place.suffix.includes(value);
    return secretsIn(line + text, place).some(isNews) ? dropped : kept(text);
  },
};

function secretsIn(text: string, { path }: FilterPlace): readonly string[] {
  const bare = settingsFiles.has(extensionOf(path)) ? find(assignedBare, text) : [];
  const addresses = Array.from(text.matchAll(inAddress)).filter(
    ([, user, password = ""]) => !placeholder.test(password) && password !== user,
  );
  return [
    ...secretShapes.flatMap((shape) => find(shape, text)),
    ...[...find(assigned, text), ...bare].filter(isPassword),
    ...addresses.map(([address]) => address),
    ...find(longLiteral, text).filter(isRandom),
  ];
}

/** What a pattern finds: its group, or all of it if it has none. */
function find(pattern: RegExp, text: string): readonly string[] {
  return Array.from(text.matchAll(pattern), ([whole, group]) => group ?? whole);
}

function isPassword(value: string): boolean {
  const isMixed = /\p{L}/u.test(value) && /\d/.test(value);
  return isMixed && !placeholder.test(value) && characterEntropy(value) >= leastEntropy.assigned;
}

function isRandom(value: string): boolean {
  const numDigits = value.replace(/\D/g, "").length;
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && numDigits > 2;
  return isMixed && characterEntropy(value) >= leastEntropy.literal;
}
