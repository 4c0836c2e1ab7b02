/** The commands of the extension, as in package.json: a test compares. */
export const commandIds = [
  "foretype.trigger",
  "foretype.suggestSomethingElse",
  "foretype.toggle",
  "foretype.toggleLanguage",
  "foretype.chooseModel",
  "foretype.takeOffer",
  "foretype.removeBuiltModels",
  "foretype.setHubToken",
  "foretype.switchStrategy",
  "foretype.restartEngine",
  "foretype.showLog",
  "foretype.openSettings",
  "foretype.showMenu",
] as const;

export type CommandId = (typeof commandIds)[number];
