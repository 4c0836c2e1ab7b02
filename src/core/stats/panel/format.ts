import { printedMs, printedRatio, printedSpeed, roundTo } from "./printed";

/** As far as it is needed here, the global `Intl`. An argument, because core knows no locale. */
export interface IntlPort {
  readonly NumberFormat: new (
    language: string,
    options: { readonly minimumFractionDigits: number; readonly maximumFractionDigits: number },
  ) => { format(value: number): string };
  readonly DateTimeFormat: new (
    language: string,
    options: {
      readonly hour: "2-digit";
      readonly minute: "2-digit";
      readonly second?: "2-digit";
      readonly hourCycle: "h23";
    },
  ) => { format(epochMs: number): string };
}

/** What is printed where there is no figure. */
const unknownFigure = "–";

const noBreakSpace = "\u00a0";

/** Prints the figures of the panel, the command line and what is copied, all in the same way. A figure that is not known is `–`. */
export class FigureFormat {
  readonly #intl: IntlPort;
  readonly #language: string;
  /** By the number of decimals. */
  readonly #numbers = new Map<number, { format(value: number): string }>();

  /** @param language a BCP 47 tag, as the editor's */
  constructor(intl: IntlPort, language: string) {
    this.#intl = intl;
    this.#language = language;
  }

  /** `1,412`. */
  count(value: number | undefined): string {
    return this.#known(value, (n) => this.#number(n, 0));
  }

  /** `2.3×`, from 10 on `12×`. */
  ratio(value: number | undefined): string {
    return this.#known(value, (n) => {
      const printed = printedRatio(n);
      return `${this.#number(printed, printed < 10 ? 1 : 0)}×`;
    });
  }

  /** Tokens per second without the unit: `61.5`, from 100 on `123`. */
  speed(value: number | undefined): string {
    return this.#known(value, (n) => {
      const printed = printedSpeed(n);
      return this.#number(printed, printed < 100 ? 1 : 0);
    });
  }

  /** `238 ms`, `1.2 s`, `1 min 20 s`. */
  time(ms: number | undefined): string {
    return this.#known(ms, (n) => {
      const printed = printedMs(n);
      if (printed < 1_000) return `${this.#number(printed, 0)}${noBreakSpace}ms`;
      const seconds = printed / 1_000;
      if (seconds < 60) return `${this.#number(seconds, 1)}${noBreakSpace}s`;
      const minutes = this.#number(Math.floor(seconds / 60), 0);
      return `${minutes}${noBreakSpace}min ${this.#number(seconds % 60, 0)}${noBreakSpace}s`;
    });
  }

  /** A share, 0 to 1: `36%`; `<1%` if it is some, `100%` only if it is all. */
  share(value: number | undefined): string {
    return this.#known(value, (n) => {
      const percent = Math.round(100 * n);
      if (percent < 1 && n > 0) return `<${this.#number(1, 0)}%`;
      if (percent > 99 && n < 1) return `>${this.#number(99, 0)}%`;
      return `${this.#number(percent, 0)}%`;
    });
  }

  /** A probability: `0.47`, `>0.99`, `<0.01`. */
  probability(value: number | undefined): string {
    return this.#known(value, (n) => {
      const printed = roundTo(n, 2);
      if (printed >= 1) return `>${this.#number(0.99, 2)}`;
      if (printed < 0.01) return `<${this.#number(0.01, 2)}`;
      return this.#number(printed, 2);
    });
  }

  /** The same on a node of the tree, where room is dear: `.47`. */
  chance(value: number | undefined): string {
    return this.probability(value).replace(this.#number(0, 0), "");
  }

  /** An entropy without the unit: `2.4`. */
  bits(value: number | undefined): string {
    return this.#known(value, (n) => this.#number(n, 1));
  }

  /** What a pass costs, of what one of one token does: `1.36×`. */
  cost(value: number | undefined): string {
    return this.#known(value, (n) => `${this.#number(n, 2)}×`);
  }

  /** Tokens a pass: `3.31`. */
  perPass(value: number | undefined): string {
    return this.#known(value, (n) => this.#number(n, 2));
  }

  /** `10:42`, in the machine's time zone. */
  clock(epochMs: number | undefined): string {
    return this.#known(epochMs, (ms) => this.#clock(ms, false));
  }

  /** `10:42:07`. */
  clockWithSeconds(epochMs: number | undefined): string {
    return this.#known(epochMs, (ms) => this.#clock(ms, true));
  }

  #known(value: number | undefined, format: (value: number) => string): string {
    return value === undefined || !Number.isFinite(value) ? unknownFigure : format(value);
  }

  #number(value: number, digits: number): string {
    let format = this.#numbers.get(digits);
    if (format === undefined) {
      format = new this.#intl.NumberFormat(this.#language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      this.#numbers.set(digits, format);
    }
    return format.format(roundTo(value, digits));
  }

  #clock(epochMs: number, hasSeconds: boolean): string {
    const format = new this.#intl.DateTimeFormat(this.#language, {
      hour: "2-digit",
      minute: "2-digit",
      ...(hasSeconds && { second: "2-digit" }),
      hourCycle: "h23",
    });
    return format.format(epochMs);
  }
}
