import picomatch from "picomatch";

/** More patterns than anybody writes; settings that change all the time may not fill the memory. */
const mostKnown = 500;

/**
 * Tells which files a pattern means, as `.gitignore` has it: a pattern without a slash means files and folders of that name
 * anywhere, one with a slash begins at the workspace's root, and a folder means all that is in it. `*`, `?`, `[abc]`, `{a,b}` and
 * `**` stand for what they stand for in VS Code's own settings.
 *
 * Worked example: `*.min.js`, `vendor`, `docs/**` and `src/{a,b}/*.ts`.
 */
export class GlobMatcher {
  readonly #known = new Map<string, (path: string) => boolean>();

  /** @param path with forward slashes, from the workspace's root on, as `pathInWorkspace` has it */
  matches(pattern: string, path: string): boolean {
    const known = this.#known.get(pattern);
    if (known !== undefined) return known(path);
    if (this.#known.size >= mostKnown) this.#known.clear();
    const matcher = matcherOf(pattern);
    this.#known.set(pattern, matcher);
    return matcher(path);
  }
}

function matcherOf(pattern: string): (path: string) => boolean {
  const name = pattern.trim().replace(/^(?:\.?\/)+|\/+$/g, "");
  if (name === "") return () => false;
  const anchored = /\//.test(pattern.trim().replace(/\/+$/, "")) ? name : `**/${name}`;
  // VS Code's own patterns have no `+(a)` either, and nested ones would take long.
  const options = { dot: true, noextglob: true };
  try {
    return picomatch([anchored, `${anchored}/**`], options);
  } catch {
    // It refuses patterns of great length.
    return () => false;
  }
}
