import { createHash } from "node:crypto";
import type { ModelSource } from "../../core/model/modelSource";
import { stateOf } from "../fileHash";
import { recallHash } from "../rememberedHashes";
import { filesAt } from "../resolve/filesAt";
import type { FoundModel } from "./foundModel";

/**
 * A found model as far as it can be told without reading its weights: good for describing it, not for opening it. Its hash is
 * the remembered one, or one that nothing else has.
 *
 * @throws model/missing, model/corrupt or model/unsupported naming the file
 */
export async function describable(
  { id, name, path }: Pick<FoundModel, "id" | "name" | "path">,
  cacheFolder: string,
): Promise<ModelSource> {
  const { files, all } = await filesAt(path);
  const [only, ...others] = all;
  const known =
    only !== undefined && others.length === 0
      ? await recallHash(cacheFolder, await stateOf(only))
      : undefined;
  const sha256 = known ?? createHash("sha256").update(all.join("\n")).digest("hex");
  return { id, name, files, sha256, languages: [] };
}
