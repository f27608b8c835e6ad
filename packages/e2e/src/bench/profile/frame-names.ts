import type { CallFrame, Stack } from "./self-times.ts";

/** `(program)`, `(garbage collector)`, `(idle)`: what V8 notes beside functions. */
const isMeta = ({ url, functionName }: CallFrame): boolean => url === "" && functionName.startsWith("(");

/** A function with its file and line; one that is built in, with the function that called it. */
export function functionOf({ frame, caller }: Stack): string {
  if (isMeta(frame)) return frame.functionName;
  const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
  if (frame.url !== "") return `${name} ${shorten(frame.url)}:${frame.lineNumber + 1}`;
  return caller ? `${name} (native) of ${functionOf({ frame: caller.frame })}` : `${name} (native)`;
}

/** The room or library a function belongs to (`platform/store/sqlite`, `hono`, `node:net`); built-ins by their caller. */
export function moduleOf({ frame, caller }: Stack): string {
  if (isMeta(frame)) return frame.functionName;
  if (frame.url === "") return caller ? `(native) of ${moduleOf({ frame: caller.frame })}` : "(native)";
  if (frame.url.startsWith("node:")) return frame.url.split("/").slice(0, 2).join("/");
  const path = shorten(frame.url);
  const library = /^npm:((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return library ?? path.split("/").slice(0, -1).join("/");
}

/** The room in whose name time is spent: the nearest caller of the rail's own, through libraries and built-ins. */
export function roomOf({ frame, caller }: Stack): string {
  if (isMeta(frame)) return frame.functionName;
  for (let stack: Stack | undefined = { frame, ...(caller ? { caller } : {}) }; stack; stack = stack.caller) {
    if (isOwn(stack.frame)) return moduleOf(stack);
  }
  return "HTTP server and Node's loop";
}

const isOwn = ({ url }: CallFrame): boolean => ownPath.test(url) && !url.includes("/node_modules/");

const ownPath = /.*\/(?:packages|services)\/([^/]+)\/(?:src|dist)\/(.*)/;

/** A path without what is the same everywhere: `platform/store/held.ts`, `npm:hono/dist/compose.js`. */
export function shorten(url: string): string {
  const library = /.*\/node_modules\/(?!\.pnpm)(.*)/.exec(url)?.[1];
  if (library !== undefined) return `npm:${library}`;
  const own = ownPath.exec(url);
  return own ? `${own[1]}/${own[2]}` : url.replace(/^file:\/\//, "");
}
