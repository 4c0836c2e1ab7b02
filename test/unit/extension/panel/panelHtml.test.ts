import { describe, expect, it } from "vitest";
import { panelHtml, panelStrings } from "../../../../src/extension/panel/panelHtml";
import { english } from "../../../../src/webview/strings/english";

const page = panelHtml({
  scriptUri: "https://page.test/panel.js",
  styleUri: "https://page.test/panel.css",
  cspSource: "https://*.page.test",
  nonce: "abc",
  language: "de",
  strings: { ...english, "title.speed": "</script><b>Tempo" },
});

describe("panelHtml", () => {
  it("lets nothing run but its own script, and nothing load but its own style sheet", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    expect(policy).toBe(
      "default-src 'none'; script-src 'nonce-abc'; style-src https://*.page.test",
    );
    expect(page).not.toMatch(/\sstyle=|\son\w+=|javascript:/);
  });

  it("carries the texts as data that cannot end their element", () => {
    const data = /id="strings">([^<]*)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(data)).toMatchObject({ "title.speed": "</script><b>Tempo" });
  });

  it("escapes addresses", () => {
    const odd = panelHtml({
      scriptUri: 'x"><script>',
      styleUri: "",
      cspSource: "",
      nonce: "",
      language: "en",
      strings: english,
    });
    expect(odd).not.toContain('"><script>');
  });
});

describe("panelStrings", () => {
  it("looks each text up, and no other", () => {
    const asked: string[] = [];
    const strings = panelStrings((text) => {
      asked.push(text);
      return text.toUpperCase();
    });
    expect(asked).toEqual(Object.values(english));
    expect(strings["title.last"]).toBe("LAST SUGGESTION");
  });
});
