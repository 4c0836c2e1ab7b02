import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { icon } from "../dom/icons";
import { say } from "../strings/say";

/** A page that stands in for the panel until Back or Escape. The focus begins at its title. */
export function page(
  title: string,
  onBack: () => void,
  ...children: readonly Child[]
): HTMLElement {
  const back = html(
    "button",
    { class: "link back", type: "button", onclick: onBack },
    icon("previous"),
    say("why.back"),
  );
  const element = html(
    "div",
    { class: "page" },
    back,
    html("h1", { tabindex: -1 }, title),
    ...children,
  );
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") onBack();
  });
  return element;
}
