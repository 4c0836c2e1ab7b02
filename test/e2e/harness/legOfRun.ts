import { allLegs, legName, type Leg } from "./leg";

/** The leg that this process runs tests in; whoever started it has named it in FORETYPE_E2E_LEG. */
export function legOfRun(): Leg {
  const name = process.env["FORETYPE_E2E_LEG"];
  const leg = allLegs.find((candidate) => legName(candidate) === name);
  if (leg === undefined) throw new Error(`There is no leg ${String(name)}.`);
  return leg;
}
