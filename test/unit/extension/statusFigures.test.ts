import { describe, expect, it } from "vitest";
import { FigureFormat } from "../../../src/core/stats/panel/format";
import type { Sections } from "../../../src/core/stats/panel/sections";
import { sayEnglish } from "../../../src/extension/say";
import { statusFigures } from "../../../src/extension/statusFigures";

const format = new FigureFormat(Intl, "en");

const speed: Sections["speed"] = {
  perRequest: Array.from({ length: 12 }, () => 61.5),
  plain: 26.7,
  plainIs: "estimated",
  slower: 0,
  waitMs: 262,
  plainWaitMs: 469,
};

describe("statusFigures", () => {
  it("has four rows where enough is known, as they are printed on the panel", () => {
    const sections: Partial<Sections> = {
      speed,
      acceptance: { passes: 40, mean: 3.314, drafted: [30], accepted: [20] },
      latency: { bins: [], p50: 238.2, n: 12, memoryN: 0, parts: [] },
      use: {
        ...{ requests: 60, shown: 42, accepted: 12, kept: 11, keptOf: 12 },
        ...{ typedAlong: 0, seen: 0, reuse: 0, days: [], newChars: 0, acceptedChars: 0 },
      },
    };
    expect(statusFigures(sections, format, sayEnglish)).toEqual([
      { name: "Speed", value: "61.5 tokens/s, 2.3× plain" },
      { name: "Accepted per pass", value: "3.31 tokens" },
      { name: "Half shown within", value: "238\u00a0ms" },
      { name: "Today", value: "42 shown, 12 accepted" },
    ]);
  });

  it("leaves out what is not known yet", () => {
    expect(statusFigures({}, format, sayEnglish)).toEqual([]);
    const few: Partial<Sections> = { speed: { ...speed, perRequest: [61.5] } };
    expect(statusFigures(few, format, sayEnglish)).toEqual([]);
  });
});
