import { expect, test } from "vitest";
import { functionOf, moduleOf, roomOf, shorten } from "./frame-names.ts";
import { timesBy, type CpuProfile } from "./self-times.ts";

const frame = (functionName: string, url = "") => ({ functionName, url, lineNumber: 0 });

// root → a → b → a; one idle node.
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(root)"), children: [2, 5] },
    { id: 2, callFrame: frame("a"), children: [3] },
    { id: 3, callFrame: frame("b"), children: [4] },
    { id: 4, callFrame: frame("a") },
    { id: 5, callFrame: frame("(idle)") },
  ],
  samples: [2, 3, 4, 5, 3],
  timeDeltas: [500, 1000, 2000, 3000, 4000],
};

test("self time lies between a sample and the next; total time counts a recursion once", () => {
  const times = timesBy(profile, (stack) => stack.frame.functionName);
  expect(times.find(({ name }) => name === "a")).toEqual({ name: "a", selfMs: 4, totalMs: 6 });
  expect(times.find(({ name }) => name === "b")).toEqual({ name: "b", selfMs: 2, totalMs: 5 });
  expect(times.find(({ name }) => name === "(idle)")).toEqual({ name: "(idle)", selfMs: 4, totalMs: 4 });
  expect(times.find(({ name }) => name === "(root)")?.totalMs).toBe(10);
  expect(times.map(({ selfMs }) => selfMs)).toEqual([4, 4, 2, 0]);
});

test("calls are named by function, by module, and by the room in whose name they are made", () => {
  const own = { frame: frame("applyWrite", "file:///somewhere/packages/platform/src/store/sqlite/write.ts") };
  const library = "file:///somewhere/node_modules/.pnpm/hono@4.13.19/node_modules/hono/dist/compose.js";
  const called = { frame: frame("compose", library), caller: own };
  const builtIn = { frame: frame("run"), caller: called };
  expect(shorten(own.frame.url)).toBe("platform/store/sqlite/write.ts");
  expect([own, called, builtIn].map(functionOf)).toEqual([
    "applyWrite platform/store/sqlite/write.ts:1",
    "compose npm:hono/dist/compose.js:1",
    "run (native) of compose npm:hono/dist/compose.js:1",
  ]);
  expect([own, called, builtIn].map(moduleOf)).toEqual(["platform/store/sqlite", "hono", "(native) of hono"]);
  expect([own, called, builtIn].map(roomOf)).toEqual(Array(3).fill("platform/store/sqlite"));
  expect(roomOf({ frame: frame("onread", "node:net") })).toBe("HTTP server and Node's loop");
  expect(moduleOf({ frame: frame("onread", "node:internal/streams/readable") })).toBe("node:internal/streams");
  expect(roomOf({ frame: frame("(garbage collector)"), caller: own })).toBe("(garbage collector)");
});
