import type { Latencies, TypingFigures } from "./typingFigures";

/** What a report is made of. */
export interface TypingReport {
  /** The host, and where the extension comes from. */
  readonly leg: string;
  readonly files: readonly { readonly file: string; readonly language: string }[];
  /** The same typist beside a provider that answers at once: what the editor itself takes. */
  readonly floor: Pick<TypingFigures, "numKeys" | "keyToGhost">;
  readonly figures: TypingFigures;
  /** Of the engine and the extension host together while the user reads: per cent of one core. */
  readonly readingCpu: number;
  /** Processes that wanted a core in the last minute of the run, by the system's count. */
  readonly load: number;
}

/** The report as a page. */
export function typingPage(report: TypingReport): string {
  const { leg, files, floor, figures, readingCpu, load } = report;
  const { numKeys, numInferences, numShown, numAccepted, numAcceptedChars } = figures;
  const languages = new Set(files.map(({ language }) => language));
  const rows = [
    ["key to suggestion", latencyWords(figures.keyToGhost)],
    ["the same, of a provider that answers at once", latencyWords(floor.keyToGhost)],
    ["Tab to next suggestion", latencyWords(figures.tabToGhost)],
    ["keys that cost no inference", share(numKeys - numInferences, numKeys)],
    ["keys typed along a suggestion", share(figures.numAlong, numKeys)],
    ["suggestions that gave way to another without a key", String(figures.numFlickers)],
    ["suggestions that went and came back without a key", String(figures.numBlinks)],
    ["suggestions", String(numShown)],
    ["accepted", share(numAccepted, numShown)],
    ["characters completed per suggestion", ratio(numAcceptedChars, numShown)],
    ["characters per accepted suggestion", ratio(numAcceptedChars, numAccepted)],
    ["accepts after which the text was another", String(figures.numWrong)],
    ["engine and extension host while reading", `${readingCpu.toFixed(1)} % of a core`],
  ];
  const ways = Object.entries(figures.requests).sort(([, a], [, b]) => b - a);
  return [
    `# A typist of ${numKeys} keys, ${leg}`,
    "",
    `Over ${files.length} files in ${languages.size} languages. Load of the machine: ${load.toFixed(1)}.`,
    "",
    "| figure | value |",
    "| --- | --- |",
    ...rows.map(([name, value]) => `| ${String(name)} | ${String(value)} |`),
    "",
    "| requests that ended with | number |",
    "| --- | --- |",
    ...ways.map(([way, count]) => `| ${way} | ${count} |`),
    "",
    ...files.map(({ file, language }) => `- ${file} (${language})`),
    "",
  ].join("\n");
}

export function latencyWords({ n, p50Ms, p95Ms }: Latencies): string {
  if (p50Ms === undefined || p95Ms === undefined) return "none";
  return `p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms, n = ${n}`;
}

function share(count: number, of: number): string {
  return of === 0 ? "none" : `${count} of ${of}, ${((100 * count) / of).toFixed(0)} %`;
}

function ratio(count: number, of: number): string {
  return of === 0 ? "none" : (count / of).toFixed(1);
}
