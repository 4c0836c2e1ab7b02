import { GlobMatcher } from "./globMatcher";
import type { Settings } from "./settings";
import { WantedPlaces } from "./wantedPlaces";

/** Makes what says where suggestions are wanted, by the settings as they are when it is asked. */
export function wirePlaces(settings: () => Settings): WantedPlaces {
  const globs = new GlobMatcher();
  return new WantedPlaces({
    matches: (pattern, path) => globs.matches(pattern, path),
    switches: () => {
      const { trigger, languages, files, places: of } = settings();
      const { code = true, comments = true, strings = true, prose = true } = of;
      const kinds = { code, comment: comments, string: strings, prose };
      return { trigger, languages, files, places: kinds };
    },
  });
}
