import { hostVersions } from "../../../.ci/host/versions.mjs";

const origins = ["checkout", "vsix"] as const;

/** Where the extension comes from: its sources, or the package that users install. */
export type Origin = (typeof origins)[number];

/** One combination that every end-to-end test runs in. */
export interface Leg {
  /** A key of `hostVersions`. */
  readonly host: string;
  readonly origin: Origin;
}

export const allLegs: readonly Leg[] = Object.keys(hostVersions).flatMap((host) =>
  origins.map((origin) => ({ host, origin })),
);

/** A leg's name, such as `4.100.3/vsix`. */
export function legName({ host, origin }: Leg): string {
  return `${host}/${origin}`;
}

/** The legs whose name has `part` in it. */
export function legsLike(part: string): readonly Leg[] {
  return allLegs.filter((leg) => legName(leg).includes(part));
}
