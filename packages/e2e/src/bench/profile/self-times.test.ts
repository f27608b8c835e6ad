import { expect, test } from "vitest";
import { functionOf, moduleOf, shorten } from "./frame-names.ts";
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
  const times = timesBy(profile, ({ functionName }) => functionName);
  expect(times.find(({ name }) => name === "a")).toEqual({ name: "a", selfMs: 4, totalMs: 6 });
  expect(times.find(({ name }) => name === "b")).toEqual({ name: "b", selfMs: 2, totalMs: 5 });
  expect(times.find(({ name }) => name === "(idle)")).toEqual({ name: "(idle)", selfMs: 4, totalMs: 4 });
  expect(times.find(({ name }) => name === "(root)")?.totalMs).toBe(10);
  expect(times.map(({ selfMs }) => selfMs)).toEqual([4, 4, 2, 0]);
});

test("frames are named by room, library and built-in module", () => {
  const own = "file:///somewhere/packages/platform/src/store/sqlite/write.ts";
  const library = "file:///somewhere/node_modules/.pnpm/hono@4.13.19/node_modules/hono/dist/compose.js";
  expect(shorten(own)).toBe("platform/store/sqlite/write.ts");
  expect(moduleOf(frame("applyWrite", own))).toBe("platform/store/sqlite");
  expect(functionOf(frame("", own))).toBe("(anonymous) platform/store/sqlite/write.ts:1");
  expect(moduleOf(frame("compose", library))).toBe("hono");
  expect(moduleOf(frame("onread", "node:internal/stream_base_commons"))).toBe("node:internal/stream_base_commons");
  expect(moduleOf(frame("run"))).toBe("node:sqlite (native)");
  expect(moduleOf(frame("(garbage collector)"))).toBe("(garbage collector)");
});
