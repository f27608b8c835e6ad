/** One JSON line as a person reads it: `09:30:00.125 warn  A call could not be served. method=… code=…`. */
export function readableLine(line: string): string {
  const { level, time, message, error, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const said = Object.entries(fields).map(([name, value]) => `${name}=${text(value)}`);
  const head = [clockTime(time), text(level).padEnd(5), text(message), ...said].join(" ");
  return `${head}${error === undefined ? "" : `\n${indented(describe(error))}`}\n`;
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

// The date is left out: who reads such lines is watching.
const clockTime = (time: unknown): string => text(time).slice(11, 23);

function describe(error: unknown): string {
  if (typeof error !== "object" || error === null) return text(error);
  const { stack, message, cause } = error as Record<string, unknown>;
  return text(stack ?? message) + (cause === undefined ? "" : `\ncaused by ${describe(cause)}`);
}

const indented = (lines: string): string => lines.replaceAll(/^/gm, "    ");
