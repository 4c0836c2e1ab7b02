/** Id of the model that comes with Foretype. */
export const embeddedModelId = "foretype-seed";
