/** Whether a failed operation on a file says that there is no room left, for anybody or for this user. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOSPC" || error.code === "EDQUOT")
  );
}
