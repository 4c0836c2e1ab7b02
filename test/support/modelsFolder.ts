import path from "node:path";

/** The repository's models. */
export const modelsFolder = path.join(import.meta.dirname, "../../models");
