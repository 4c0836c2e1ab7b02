/**
 * How even the characters of a text are spread: the mean information of one in bits, 0 for an empty text. Words of a language have
 * some 3, random letters and digits of a length of 32 some 4.5.
 */
export function characterEntropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = Array.from(text).length;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
