/**
 * Whether an automatic suggestion makes sense with this text right of the cursor: only what editors close by themselves and
 * what ends a statement, as in `call(|);` or `if (|) {` or `<b>|</b>`. Before anything else a suggestion would push code
 * aside that the user has written on purpose.
 */
export function isOnlyClosers(lineAfter: string): boolean {
  return /^(?:[\s)\]}>"'`;:,{]|<\/[\w.-]*)*$/.test(lineAfter);
}
