import type { ErrorCode } from "../core/errors";

const codes = {
  "user/bad-argument": true,
  "user/bad-setting": true,
  "user/unsupported-platform": true,
  "user/disk-full": true,
  "user/cancelled": true,
  "user/offline": true,
  "model/missing": true,
  "model/corrupt": true,
  "model/bad-shape": true,
  "model/bad-config": true,
  "model/bad-tokenizer": true,
  "model/unsupported": true,
  "engine/down": true,
  "engine/crashed": true,
  "engine/timeout": true,
  "engine/protocol": true,
  invariant: true,
} as const satisfies Record<ErrorCode, true>;

/** Whether `value` is one of the project's error codes. The table above cannot miss one: the compiler compares. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(codes, value);
}
