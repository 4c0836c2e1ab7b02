/**
 * The option in the next line above (-1) or below (1) that is nearest to the middle of this one, as a text cursor moves.
 *
 * @returns its index, or `undefined` if there is no such line
 */
export function verticalMove(
  options: readonly Element[],
  index: number,
  direction: -1 | 1,
): number | undefined {
  const boxes = options.map((option) => option.getBoundingClientRect());
  const from = boxes[index];
  if (from === undefined) return undefined;
  const middle = from.left + from.width / 2;
  // Half a line: options of one line need not have the same top.
  const beyond = boxes.filter((box) => direction * (box.top - from.top) > from.height / 2);
  const nearestTop = Math.min(...beyond.map((box) => direction * box.top)) * direction;
  let best: number | undefined;
  let bestDistance = Infinity;
  for (const [other, box] of boxes.entries()) {
    if (!beyond.includes(box) || Math.abs(box.top - nearestTop) > from.height / 2) continue;
    const distance = Math.abs(box.left + box.width / 2 - middle);
    if (distance < bestDistance) [best, bestDistance] = [other, distance];
  }
  return best;
}
