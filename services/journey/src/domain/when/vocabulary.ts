/** What a condition is judged over (contract §2, "Templates"). */
export const roots = ["context", "steps", "channel", "priority"] as const;
export type Root = (typeof roots)[number];

export const isRoot = (name: string): name is Root => roots.some((root) => root === name);

/** A name with the numbers of arguments that it takes. */
type Callables = ReadonlyMap<string, readonly number[]>;

/** What is called by itself: `size(x)`. */
export const functions: Callables = new Map([
  ["size", [1]],
  ["string", [1]],
  ["int", [1]],
  ["double", [1]],
  ["bool", [1]],
  ["dyn", [1]],
  ["timestamp", [1]],
  ["duration", [1]],
]);

/** What is called on a value: `x.contains(y)`. */
export const methods: Callables = new Map([
  ["size", [0]],
  ["startsWith", [1]],
  ["endsWith", [1]],
  ["contains", [1]],
  ["indexOf", [1]],
  ["lastIndexOf", [1]],
  ["substring", [1, 2]],
  ["lowerAscii", [0]],
  ["upperAscii", [0]],
  ["trim", [0]],
  ["split", [1]],
  ["join", [0, 1]],
]);

/** What is called on a list or a map, with an expression for each item or key: `x.exists(i, i > 3)`. */
const loops: Callables = new Map([
  ["all", [2]],
  ["exists", [2]],
  ["exists_one", [2]],
  ["filter", [2]],
  ["map", [2, 3]],
]);

export const isLoop = (name: string): boolean => loops.has(name);

/** Whether anything of this name may be called. */
export const isCallable = (name: string): boolean =>
  name === "has" || functions.has(name) || methods.has(name) || loops.has(name);

/** Whether it may be called in this way. */
export function maySo(name: string, call: { readonly onValue: boolean; readonly given: number }): boolean {
  if (name === "has") return !call.onValue && call.given === 1;
  const counts = call.onValue ? (methods.get(name) ?? loops.get(name)) : functions.get(name);
  return counts?.includes(call.given) ?? false;
}
