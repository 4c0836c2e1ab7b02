import { describe, expect, it } from "vitest";
import { measureFigures } from "../../../../src/core/stats/panel/measureFigures";
import { sampleMeasure } from "../../../support/panelSample";

describe("measureFigures", () => {
  it("divide the printed medians of the fastest way and of plain", () => {
    expect(measureFigures(sampleMeasure)).toMatchObject({ ratio: 2.3, best: { id: "auto" } });
  });

  it("recommend nothing that was slower in more than a quarter of the places", () => {
    const rows = sampleMeasure.rows.map((row) => ({ ...row, faster: 17 }));
    expect(measureFigures({ ...sampleMeasure, rows }).best).toBeUndefined();
    const clear = sampleMeasure.rows.map((row) => ({ ...row, faster: 18 }));
    expect(measureFigures({ ...sampleMeasure, rows: clear }).best?.id).toBe("auto");
  });

  it("know nothing before plain decoding and another way are done", () => {
    const [plain, ...others] = sampleMeasure.rows;
    expect(measureFigures({ ...sampleMeasure, rows: plain ? [plain] : [] })).toEqual({});
    expect(measureFigures({ ...sampleMeasure, rows: others })).toEqual({});
  });
});
