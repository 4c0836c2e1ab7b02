/** `text` for where the editor would draw `$(name)` as an icon: names and news are of other people's making. */
export function withoutIcons(text: string): string {
  return text.replaceAll("$(", "(");
}
