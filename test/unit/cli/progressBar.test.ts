import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProgressBar } from "../../../src/cli/terminal/progressBar";

describe("ProgressBar", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** What a bar shows on a terminal after three seconds. */
  function shown(total: number, work: (bar: ProgressBar) => void): string {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
    let text = "";
    stream.on("data", (piece: Buffer) => {
      text += piece.toString();
    });
    const bar = new ProgressBar({ title: "Working", total, stream });
    work(bar);
    vi.advanceTimersByTime(3000);
    bar.stop();
    return text;
  }

  it.each([
    [
      "counts steps",
      4,
      (bar: ProgressBar) => {
        bar.advance();
      },
      "1/4",
    ],
    ["shows one step by its title", 1, () => undefined, "Working ..."],
    [
      "shows a share where the end is known late",
      1,
      (bar: ProgressBar) => {
        bar.advanceTo(1e8, 4e8);
      },
      "25 %",
    ],
  ] as const)("%s", (_, total, work, text) => {
    expect(shown(total, work)).toContain(text);
  });

  it("shows nothing of work that ends soon", () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
    const bar = new ProgressBar({ title: "Working", total: 1, stream });
    bar.advanceTo(1, 2);
    bar.stop();
    expect(stream.read()).toBeNull();
  });
});
