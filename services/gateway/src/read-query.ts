import type { Fault } from "@omni/kernel";

/** The query parameters of an address, decoded, with what is wrong with them. */
export interface ReadQuery {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

const none: ReadQuery = { values: {}, faults: [] };

/** Reads `?a=1&b=2`. Each name may stand once; a list is one value with commas. */
export function readQuery(url: string): ReadQuery {
  const start = url.indexOf("?");
  if (start === -1) return none;
  const end = url.indexOf("#", start);
  const values = new Map<string, string>();
  const faults: Fault[] = [];
  for (const pair of url.slice(start + 1, end === -1 ? undefined : end).split("&")) {
    if (pair === "") continue;
    const [name, value] = readPair(pair);
    if (name === undefined || value === undefined)
      faults.push({ pointer: `?${name ?? ""}`, detail: "Is not well encoded." });
    else if (values.has(name)) faults.push({ pointer: `?${name}`, detail: "Must stand only once." });
    else values.set(name, value);
  }
  return { values: Object.fromEntries(values), faults };
}

function readPair(pair: string): readonly [name: string | undefined, value: string | undefined] {
  const split = pair.indexOf("=");
  return split === -1 ? [decode(pair), ""] : [decode(pair.slice(0, split)), decode(pair.slice(split + 1))];
}

/** `undefined` when percent signs or the UTF-8 behind them are broken, or NUL hides there. */
function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll("+", " "));
    return decoded.includes("\0") ? undefined : decoded;
  } catch {
    return undefined;
  }
}
