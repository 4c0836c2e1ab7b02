import { readFileSync } from "node:fs";
import path from "node:path";
import { fixtureWorkspace } from "./paths";

/** A file of the fixture workspace with the beginning of one more function, which says enough for a guess at how it goes on. */
export const beginning = `${readFileSync(path.join(fixtureWorkspace, "src/order.ts"), "utf8")}
export function numArticles(order: Order): number {
  let total = 0;
  for (const line of order.lines) {
    `;

/** What is typed behind it. It ends inside a word, as a user does most of the time. */
export const typed = "tot";
