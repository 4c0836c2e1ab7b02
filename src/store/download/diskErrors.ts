import { ForetypeError } from "../../core/errors";
import { isDiskFull } from "../../files/isDiskFull";

/** What a failed file operation of a download means. What has arrived is kept. */
export function diskError(file: string, cause: unknown): ForetypeError {
  if (isDiskFull(cause)) {
    return new ForetypeError(
      "user/disk-full",
      `There is no room left for ${file}. What has arrived is kept: make room and start the download again, it goes on from there.`,
      { cause },
    );
  }
  return new ForetypeError(
    "user/bad-setting",
    `${file} cannot be written. Check the folder's permissions, or set FORETYPE_DOWNLOADS to a folder of your own.`,
    { cause },
  );
}
