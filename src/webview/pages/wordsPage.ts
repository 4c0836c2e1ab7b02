import { html } from "../dom/html";
import { say } from "../strings/say";
import { page } from "./page";

const words = [
  "pass",
  "plain",
  "draft",
  "accepted",
  "perPass",
  "speed",
  "wait",
  "shown",
  "kept",
  "newCode",
  "bits",
  "copy",
  "recycling",
  "pairs",
  "forced",
  "smallModel",
] as const;

/** What the words of the panel mean, and how its figures are counted. */
export function wordsPage(onBack: () => void): HTMLElement {
  return page(
    say("words.title"),
    onBack,
    html(
      "dl",
      {},
      words.map((word) => [
        html("dt", {}, say(`words.${word}`)),
        html("dd", { class: "muted" }, say(`words.${word}Is`)),
      ]),
    ),
  );
}
