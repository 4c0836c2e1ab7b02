import { acceptanceSection } from "./acceptance";
import { costSection } from "./cost";
import { draftersSection } from "./drafters";
import { lastSection } from "./last";
import { latencySection } from "./latency";
import { measureSection } from "./measure";
import { reasonsSection } from "./reasons";
import type { Section, SectionActions } from "./section";
import { speedSection } from "./speed";
import { treeSection } from "./tree";
import { useSection } from "./use";

/** All sections, in the order of the page. */
export function makeSections(actions: SectionActions): readonly Section[] {
  return [
    speedSection,
    lastSection(actions),
    acceptanceSection,
    treeSection(actions),
    draftersSection,
    costSection(actions),
    latencySection,
    useSection,
    reasonsSection(actions),
    measureSection(actions),
  ];
}
