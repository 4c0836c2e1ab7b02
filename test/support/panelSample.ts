import type { Last, Measure, Sections, Tok, Why } from "../../src/core/stats/panel/sections";
import type { State, ToView } from "../../src/protocol/panelMessages";

/*
 * A morning's work with suggestions, as the panel shows it: one story, in which every figure follows from the others. 1,412 requests
 * ended, 286 of them with a suggestion that was shown: 211 from the model, 75 from memory. 1,284 passes wrote 4,250 tokens. A test
 * holds the sums together.
 */

/** A clock time of that day, which is the same in every time zone that the tests run in: none is set. */
const clock = (hour: number, minute: number, second = 0): number =>
  new Date(2026, 2, 17, hour, minute, second).getTime();

export const sampleState: State = {
  kind: "ready",
  strategy: "Auto",
  model: "ft-small int8",
  device: "CPU",
  threads: 4,
  modelBytes: 96e6,
  countedSince: clock(8, 52),
};

export const sampleSections: Sections = {
  speed: {
    // Median 61.5; the tenth, 28th, 32nd and 53rd are slower than plain decoding.
    perRequest: [
      70.1, 72.1, 41.3, 94.5, 65.6, 76.5, 67.9, 58.4, 59.6, 24.1, 44.7, 62.3, 71.1, 56.8, 63.7,
      67.1, 72.9, 59.1, 56.8, 43.6, 65.4, 82.8, 60.7, 71.5, 79.4, 37.6, 46.3, 22.8, 39.3, 39.7,
      38.5, 25.6, 35.5, 47.5, 79.8, 68, 60.4, 85.2, 56.4, 80.6, 75.4, 76.2, 80.6, 77.2, 65, 37.1,
      50.8, 72.6, 56.7, 51.2, 59.1, 67.6, 23.9, 47.5, 72.9, 52.7, 51.1, 75.7, 65.1, 75.7,
    ],
    plain: 1000 / 38,
    plainIs: "estimated",
    slower: 4,
    waitMs: 262,
    plainWaitMs: 469,
  },
  acceptance: {
    passes: 1284,
    mean: 4250 / 1284,
    drafted: [1245, 1104, 912, 668, 488, 308, 193],
    accepted: [1002, 719, 501, 334, 218, 116, 76],
  },
  drafters: [
    {
      id: "copy",
      drafted: 4010,
      accepted: 1893,
      state: "on",
      names: ["suffix-automaton", "edit-pointer", "workspace"],
    },
    {
      id: "recycling",
      drafted: 2640,
      accepted: 801,
      state: "on",
      names: ["trigram-recycling"],
    },
    { id: "pairs", drafted: 1230, accepted: 236, state: "on", names: ["prompt-n-grams"] },
    { id: "forced", drafted: 40, accepted: 36, state: "on", names: ["forced-tokens"] },
    { id: "smallModel", drafted: 0, accepted: 0, state: "off", names: [] },
  ],
  cost: {
    n: [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32],
    c: [1, 1.05, 1.09, 1.14, 1.19, 1.24, 1.3, 1.36, 1.5, 1.67, 2.06, 2.5, 2.95, 3.95],
    t1Ms: 38,
    chosen: 8,
    expected: [
      1, 1.543, 1.927, 2.175, 2.336, 2.419, 2.431, 2.434, 2.34, 2.18, 1.85, 1.567, 1.354, 1.037,
    ],
    at: clock(9, 14),
    threads: 4,
    context: 1024,
    nowT1Ms: 38.6,
  },
  latency: {
    bins: [0, 0, 1, 2, 4, 7, 12, 19, 27, 33, 32, 24, 16, 9, 9, 5, 3, 2, 2, 2, 1, 0, 1, 0],
    p50: 238,
    p90: 431,
    p99: 902,
    n: 211,
    memoryN: 75,
    memoryMs: 3,
    parts: [
      { id: "pause", ms: 52 },
      { id: "read", ms: 41 },
      { id: "draft", ms: 6 },
      { id: "check", ms: 148 },
      { id: "choose", ms: 4 },
      { id: "hand", ms: 11 },
    ],
  },
  use: {
    requests: 1412,
    shown: 286,
    accepted: 104,
    kept: 95,
    keptOf: 104,
    typedAlong: 57,
    seen: 18,
    reuse: 0.91,
    days: [
      0.09,
      0.11,
      0.08,
      0.13,
      0.12,
      null,
      null,
      0.1,
      0.14,
      0.12,
      0.15,
      0.11,
      null,
      1930 / 13_790,
    ],
    newChars: 13_790,
    acceptedChars: 1930,
  },
  reasons: [
    { id: "superseded", n: 731 },
    { id: "unsure", n: 142 },
    { id: "emptyCompletion", n: 88 },
    { id: "nextLineDuplicate", n: 61 },
    { id: "midLine", n: 54 },
    { id: "disabled", n: 30 },
    { id: "engineLoading", n: 12 },
    { id: "timedOut", n: 8 },
  ],
};

const tok = (
  text: string,
  p: number,
  bits: number,
  alt: readonly [text: string, p: number],
  by: Tok["by"],
  pass: number,
): Tok => ({ text, p, bits, alt: { text: alt[0], p: alt[1] }, by, pass });

const tokens: readonly Tok[] = [
  tok("order", 0.71, 1.3, ["items", 0.17], "model", 0),
  tok(".", 0.97, 0.2, [")", 0.01], "copy", 1),
  tok("items", 0.88, 0.6, ["lines", 0.07], "copy", 1),
  tok(")", 0.95, 0.3, [".", 0.02], "copy", 1),
  tok(" {", 0.99, 0.1, [";", 0.004], "copy", 1),
  tok("\n  ", 0.98, 0.1, ["\n", 0.01], "model", 1),
  tok("total", 0.64, 1.6, ["const", 0.15], "model", 2),
  tok(" +=", 0.93, 0.4, [" =", 0.04], "recycling", 3),
  tok(" item", 0.96, 0.2, [" Number", 0.01], "copy", 3),
  tok(".", 0.99, 0.1, ["[", 0.004], "copy", 3),
  tok("price", 0.52, 2.1, ["total", 0.22], "model", 3),
  tok(" *", 0.61, 1.5, [";", 0.31], "recycling", 4),
  tok(" item", 0.98, 0.1, [" qty", 0.01], "copy", 4),
  tok(".", 0.99, 0.1, ["[", 0.004], "copy", 4),
  tok("quantity", 0.47, 2.4, ["qty", 0.39], "model", 4),
  tok(";", 0.96, 0.2, [" ??", 0.02], "recycling", 5),
  tok("\n", 0.97, 0.2, [" //", 0.01], "copy", 5),
  tok("}", 0.99, 0.1, ["  ", 0.01], "copy", 5),
];

/** Six passes: the first without a draft, the last one cut where the block closed. */
export const sampleLast: Last = {
  id: "1398",
  lead: "for (const item of ",
  outcome: "accepted",
  ms: 412,
  endedBy: "blockEnd",
  tokens,
  passes: [
    { ms: 48, root: " of ", nodes: [], wrote: { text: "order", p: 0.71 } },
    {
      ms: 51,
      root: "order",
      nodes: [
        { parent: -1, text: ".", expected: 0.86, by: "copy", kept: true },
        { parent: 0, text: "items", expected: 0.71, by: "copy", kept: true },
        { parent: 1, text: ")", expected: 0.66, by: "copy", kept: true },
        { parent: 2, text: " {", expected: 0.65, by: "copy", kept: true },
        { parent: 0, text: "lines", expected: 0.12, by: "recycling", kept: false },
      ],
      wrote: { text: "\n  ", p: 0.98 },
    },
    {
      ms: 44,
      root: "\n  ",
      nodes: [
        { parent: -1, text: "const", expected: 0.24, by: "recycling", kept: false },
        { parent: -1, text: "if", expected: 0.11, by: "pairs", kept: false },
      ],
      wrote: { text: "total", p: 0.64 },
    },
    {
      ms: 52,
      root: "total",
      nodes: [
        { parent: -1, text: " +=", expected: 0.58, by: "recycling", kept: true },
        { parent: 0, text: " item", expected: 0.5, by: "copy", kept: true },
        { parent: 1, text: ".", expected: 0.49, by: "copy", kept: true },
        { parent: 2, text: "quantity", expected: 0.2, by: "copy", kept: false },
        { parent: 2, text: "total", expected: 0.12, by: "recycling", kept: false },
      ],
      wrote: { text: "price", p: 0.52 },
    },
    {
      ms: 57,
      root: "price",
      nodes: [
        { parent: -1, text: " *", expected: 0.52, by: "recycling", kept: true },
        { parent: 0, text: " item", expected: 0.47, by: "copy", kept: true },
        { parent: 1, text: ".", expected: 0.46, by: "copy", kept: true },
        { parent: 2, text: "qty", expected: 0.21, by: "recycling", kept: false },
        { parent: 2, text: "price", expected: 0.16, by: "copy", kept: false },
        { parent: -1, text: ";", expected: 0.34, by: "recycling", kept: false },
        { parent: 5, text: "\n", expected: 0.31, by: "copy", kept: false },
      ],
      wrote: { text: "quantity", p: 0.47 },
    },
    {
      ms: 53,
      root: "quantity",
      nodes: [
        { parent: -1, text: ";", expected: 0.55, by: "recycling", kept: true },
        { parent: 0, text: "\n", expected: 0.5, by: "copy", kept: true },
        { parent: 1, text: "}", expected: 0.48, by: "copy", kept: true },
      ],
    },
  ],
};

export const sampleWhy: Why = {
  request: "1411",
  reason: "unsure",
  at: clock(10, 42, 7),
  document: "totals.ts",
  line: 31,
  before: "  return formatMoney(",
  after: ")",
  steps: [
    { id: "allowed", state: "passed" },
    { id: "place", state: "passed" },
    { id: "pause", state: "passed", ms: 52 },
    { id: "memory", state: "passed", ms: 0 },
    { id: "model", state: "passed", ms: 187 },
    { id: "sure", state: "stopped" },
    { id: "checked", state: "notReached" },
    { id: "handed", state: "notReached" },
  ],
  dropped: "total, currency",
  first: tok("total", 0.31, 2.9, ["amount", 0.27], "model", 0),
  doubt: { chance: 0.013, floor: 0.02 },
  ofToday: 1412,
  sameToday: 142,
  hasEarlier: true,
};

export const sampleMeasure: Measure = {
  state: "done",
  document: "totals.ts",
  at: clock(10, 31),
  aboutMs: 40_000,
  places: 24,
  rounds: 2,
  rows: [
    {
      id: "autoregressive",
      title: "Plain",
      isPlain: true,
      median: 26.1,
      low: 25.8,
      high: 26.4,
      places: 24,
      faster: 0,
    },
    {
      id: "suffix-automaton",
      title: "Copy only",
      isPlain: false,
      median: 44,
      low: 38.2,
      high: 50.1,
      places: 24,
      faster: 23,
    },
    {
      id: "token-recycling",
      title: "Recycling only",
      isPlain: false,
      median: 37.2,
      low: 33.9,
      high: 41.3,
      places: 24,
      faster: 22,
    },
    {
      id: "auto",
      title: "Auto",
      isPlain: false,
      median: 58.9,
      low: 52.4,
      high: 65.2,
      places: 24,
      faster: 24,
    },
  ],
  same: 24,
  compared: 24,
  threads: 4,
  model: "ft-small int8",
};

/** All of it, as the panel is sent it when it appears. */
export const sampleSnapshot: ToView = {
  v: 1,
  seq: 1,
  type: "snapshot",
  state: sampleState,
  scope: "today",
  sections: sampleSections,
  last: sampleLast,
  measure: sampleMeasure,
};
