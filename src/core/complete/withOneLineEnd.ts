import type { CompletionRequest } from "./request";

/** Models have seen hardly any "\r\n"; with it, they would write on with it at random. */
export function withOneLineEnd(request: CompletionRequest): CompletionRequest {
  const { prefix, suffix, earlier } = request;
  return {
    ...request,
    prefix: prefix.replaceAll("\r\n", "\n"),
    suffix: suffix.replaceAll("\r\n", "\n"),
    ...(earlier !== undefined && { earlier: earlier.replaceAll("\r\n", "\n") }),
  };
}
