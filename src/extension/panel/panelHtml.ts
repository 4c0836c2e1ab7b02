import { english, type Strings } from "../../webview/strings/english";

export interface PanelHtmlParts {
  /** Where the page finds its script and its style sheet. */
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Where style sheets may come from, as the editor says it. */
  readonly cspSource: string;
  /** Unguessable, made for this page. */
  readonly nonce: string;
  /** The editor's language, as a BCP 47 tag. */
  readonly language: string;
  /** The texts in that language. */
  readonly strings: Strings;
}

/**
 * The page of the panel: one script, one style sheet, and nothing else may be loaded or run. The script makes all of it, from
 * messages, as text.
 */
export function panelHtml(parts: PanelHtmlParts): string {
  const { nonce } = parts;
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${parts.cspSource}`;
  return `<!DOCTYPE html>
<html lang="${escaped(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Foretype</title>
<link rel="stylesheet" href="${escaped(parts.styleUri)}">
</head>
<body>
<script type="application/json" id="strings">${json(parts.strings)}</script>
<script nonce="${nonce}" src="${escaped(parts.scriptUri)}"></script>
</body>
</html>
`;
}

/** The panel's texts in the editor's language. @param translated the editor's own lookup, by the English text */
export function panelStrings(translated: (text: string) => string): Strings {
  const rows = Object.entries(english).map(([id, text]) => [id, translated(text)]);
  return Object.fromEntries(rows) as Strings;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** As data inside a script element, which ends at the first `</script`, whatever that stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
