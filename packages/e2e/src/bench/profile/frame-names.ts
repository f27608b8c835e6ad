import type { CallFrame } from "./self-times.ts";

/** `(program)`, `(garbage collector)`, `(idle)`: what V8 notes beside functions. */
const isMeta = ({ url, functionName }: CallFrame): boolean => url === "" && functionName.startsWith("(");

/** A function with its file and line. */
export function functionOf(frame: CallFrame): string {
  if (isMeta(frame)) return frame.functionName;
  const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
  return frame.url === "" ? `${name} (native)` : `${name} ${shorten(frame.url)}:${frame.lineNumber + 1}`;
}

/** The room or library a function belongs to: `platform/store/sqlite`, `journey/domain`, `hono`, `node:net`. */
export function moduleOf(frame: CallFrame): string {
  if (isMeta(frame)) return frame.functionName;
  if (frame.url === "") return nativeOf(frame.functionName);
  if (frame.url.startsWith("node:")) return frame.url.split("/").slice(0, 2).join("/");
  const path = shorten(frame.url);
  const library = /^npm:((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return library ?? path.split("/").slice(0, -1).join("/");
}

// Methods of node:sqlite's objects and of the crypto and encoding built-ins show up without a file.
const nativeOf = (name: string): string =>
  /^(run|get|all|exec|iterate|prepare)$/.test(name) ? "node:sqlite (native)" : "(native)";

/** A path without what is the same everywhere: `platform/store/held.ts`, `npm:hono/dist/compose.js`. */
export function shorten(url: string): string {
  const library = /.*\/node_modules\/(?!\.pnpm)(.*)/.exec(url)?.[1];
  if (library !== undefined) return `npm:${library}`;
  const own = /.*\/(?:packages|services)\/([^/]+)\/(?:src|dist)\/(.*)/.exec(url);
  return own ? `${own[1]}/${own[2]}` : url.replace(/^file:\/\//, "");
}
