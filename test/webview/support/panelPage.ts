import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import { bundles } from "../../../.ci/bundles.mjs";
import { panelHtml } from "../../../src/extension/panel/panelHtml";
import type { ToHost, ToView } from "../../../src/protocol/panelMessages";
import { english, type Strings } from "../../../src/webview/strings/english";
import { launchBrowser } from "../../e2e/harness/browser";
import { makeWorkFolder, removeWorkFolder } from "../../e2e/harness/workFolder";
import { themes, type Theme } from "./themes";

/** How the panel is shown. */
export interface Shown {
  readonly width?: number;
  readonly theme?: Theme;
  readonly fontFamily?: string;
  readonly codeFontFamily?: string;
  /** What the page remembers from an earlier time. */
  readonly state?: unknown;
  readonly strings?: Strings;
  /** Further classes of the body. */
  readonly bodyClass?: string;
  readonly messages?: readonly ToView[];
}

/** All that the page says to the editor, as the harness in it keeps it. */
interface Kept {
  readonly sent: ToHost[];
  readonly states: unknown[];
  readonly violations: string[];
}

const origin = "http://127.0.0.1:9";

/** A browser with the built page of the panel in it, as the editor would show it: policy, theme and port included. */
export class PanelBrowser {
  readonly #context: BrowserContext;
  readonly #work: string;
  readonly #files: ReadonlyMap<string, string>;

  private constructor(context: BrowserContext, work: string, files: ReadonlyMap<string, string>) {
    this.#context = context;
    this.#work = work;
    this.#files = files;
  }

  static async launch(): Promise<PanelBrowser> {
    const files = new Map(
      await Promise.all([built("panel", "/panel.js"), built("panelStyle", "/panel.css")]),
    );
    const work = makeWorkFolder();
    return new PanelBrowser(await launchBrowser(work), work, files);
  }

  async close(): Promise<void> {
    await this.#context.close();
    removeWorkFolder(this.#work);
  }

  /** Opens the panel in a page of its own. */
  async open(shown: Shown = {}): Promise<PanelOnPage> {
    const page = await this.#context.newPage();
    await page.setViewportSize({ width: shown.width ?? 300, height: 900 });
    const html = panelHtml({
      scriptUri: `${origin}/panel.js`,
      styleUri: `${origin}/panel.css`,
      cspSource: origin,
      nonce: "0123456789abcdef",
      language: "en",
      strings: shown.strings ?? english,
    });
    await page.route(`${origin}/**`, async (route) => {
      const file = new URL(route.request().url()).pathname;
      const body = this.#files.get(file) ?? html;
      const contentType = file.endsWith(".js")
        ? "text/javascript"
        : file.endsWith(".css")
          ? "text/css"
          : "text/html";
      await route.fulfill({ body, contentType });
    });
    // The day of the sample, so that what was today stays so.
    await page.clock.setFixedTime(new Date(2026, 2, 17, 11));
    await page.addInitScript(playEditor, editorParts(shown));
    await page.goto(`${origin}/`);
    const panel = new PanelOnPage(page);
    for (const message of shown.messages ?? []) await panel.send(message);
    return panel;
  }
}

/** The panel on a page, and what it says. */
export class PanelOnPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Sends a message and waits until it is drawn. */
  async send(message: unknown): Promise<void> {
    await this.page.evaluate(async (sent) => {
      window.postMessage(sent, "*");
      // Two frames: one to draw in, one to lay out what was drawn.
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }, message);
  }

  sent(): Promise<ToHost[]> {
    return this.page.evaluate(() => (window as unknown as { kept: Kept }).kept.sent);
  }

  states(): Promise<unknown[]> {
    return this.page.evaluate(() => (window as unknown as { kept: Kept }).kept.states);
  }

  violations(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { kept: Kept }).kept.violations);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.page.evaluate(({ bodyClass, colours }) => {
      document.body.className = bodyClass;
      for (const [name, value] of Object.entries(colours)) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
    }, theme);
  }
}

interface EditorParts {
  readonly bodyClass: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly state: unknown;
}

function editorParts(shown: Shown): EditorParts {
  const theme = shown.theme ?? themes.dark;
  const fonts = {
    "font-family": shown.fontFamily ?? "DejaVu Sans Condensed",
    "font-size": "13px",
    "editor-font-family": shown.codeFontFamily ?? "DejaVu Sans Mono",
  };
  return {
    bodyClass: `${theme.bodyClass} ${shown.bodyClass ?? ""}`.trim(),
    properties: { ...theme.colours, ...fonts },
    state: shown.state,
  };
}

/** Runs in the page, before its own script: what the editor puts around a page. */
function playEditor({ bodyClass, properties, state }: EditorParts): void {
  const kept: Kept = { sent: [], states: [], violations: [] };
  let remembered = state;
  Object.assign(window, {
    kept,
    acquireVsCodeApi: () => ({
      postMessage: (message: ToHost) => void kept.sent.push(message),
      getState: () => remembered,
      setState: (next: unknown) => {
        remembered = next;
        kept.states.push(next);
      },
    }),
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    kept.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
  window.addEventListener("error", (event) => {
    kept.violations.push(event.message);
  });
  new MutationObserver((_, observer) => {
    if ((document.body as HTMLElement | null) === null) return;
    observer.disconnect();
    document.body.className = bodyClass;
    for (const [name, value] of Object.entries(properties)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
  }).observe(document, { childList: true, subtree: true });
}

async function built(name: string, file: string): Promise<readonly [string, string]> {
  const options = bundles[name];
  if (options === undefined) throw new Error(`no bundle ${name}`);
  const { outputFiles } = await build({ ...options, write: false });
  return [file, outputFiles[0]?.text ?? ""];
}
