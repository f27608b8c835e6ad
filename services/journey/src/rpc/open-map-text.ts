import { accepted, invalid, type Result } from "@omni/kernel";

// Fatal, so that bytes which are not UTF-8 are refused instead of altered; a byte order mark is not JSON.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of an open map's bytes, if there are any; `request.invalid` when they are not UTF-8. */
export function openMapText(bytes: Uint8Array | undefined, pointer: string): Result<string | undefined> {
  if (bytes === undefined) return accepted(undefined);
  try {
    return accepted(utf8.decode(bytes));
  } catch {
    return invalid({ pointer, detail: "Must be JSON in UTF-8." });
  }
}
