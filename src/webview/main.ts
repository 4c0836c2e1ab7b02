import type { ToView } from "../protocol/panelMessages";
import type { EditorPort } from "./editorPort";
import type { Strings } from "./strings/english";
import { setStrings } from "./strings/say";
import { View } from "./view";

/** The composition root of the page. The editor calls nothing here: it loads the script and sends messages. */
declare const acquireVsCodeApi: () => EditorPort;

const strings = document.querySelector("#strings")?.textContent;
if (strings) setStrings(JSON.parse(strings) as Strings);
const view = new View(acquireVsCodeApi(), document.body);
document.body.append(view.element);
window.addEventListener("message", (event: MessageEvent<ToView | undefined>) => {
  // Others may send messages to a window, too.
  if (event.data?.v !== undefined) view.receive(event.data);
});
view.start();
