import { CannotStart } from "@omni/platform/lifecycle";
import { DataUnusable } from "@omni/platform/store/sqlite";

/** The code of a system error, such as `EADDRINUSE`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Anything that stopped a start, in words for an operator. What is not of a known kind is a bug, and says so. */
export const cannotStart = (error: unknown): CannotStart =>
  error instanceof CannotStart ? error : new CannotStart(messageOf(error), { cause: error });

function messageOf(error: unknown): string {
  if (error instanceof DataUnusable) return error.message;
  const reason = reasonOf(error);
  if (/disk is full/.test(reason) || errorCode(error) === "ENOSPC") {
    return "The data directory cannot be written: the disk is full. Make room and start again.";
  }
  return `The rail could not start, which it should have: ${reason} Please report this.`;
}
