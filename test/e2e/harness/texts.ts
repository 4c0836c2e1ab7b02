/** The beginning of a file of the fixture workspace that says enough for a guess at how its last line goes on. */
export const beginning = `import { money, times, type Money } from "./money";

export function half(price: Money): Money {
  return times(price, 0.5);
}

export function double(price: Money): Money {
  return times(price, 2);
}

export function triple(price: Money): Money {
  return `;
