/** The rail cannot start for a reason outside of it; `message` says which path, port or variable, and what to do. */
export class StartFailure extends Error {}

/** The code of a system error, such as `EADDRINUSE`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
