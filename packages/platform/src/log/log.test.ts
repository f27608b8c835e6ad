import { describe, expect, test } from "vitest";
import { type LogOptions, openLog } from "./index.ts";

function collect(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = openLog({ level: "debug", format: "json", write: (line) => void lines.push(line), ...options });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe("a log", () => {
  test("writes one JSON object per line, with time, level, message and fields", () => {
    const { log, lines, parsed } = collect();
    log.info({ method: "/a/B", durationMs: 3 }, "A call\nwas refused.");
    expect(lines).toHaveLength(1);
    expect(lines[0]?.indexOf("\n")).toBe((lines[0]?.length ?? 0) - 1);
    const [{ time, ...line } = {}] = parsed();
    expect(time).toSatisfy((text) => typeof text === "string" && Math.abs(Date.parse(text) - Date.now()) < 60_000);
    expect(line).toEqual({ level: "info", method: "/a/B", durationMs: 3, message: "A call\nwas refused." });
  });

  test("drops every field that is not on the list, also one that is bound", () => {
    const { log, lines } = collect();
    const person = { code: "user.unknown", displayName: "Ahmed", email: "a@b.example" };
    log.with(person).with({ service: "access" }).warn(person, "A call was refused.");
    expect(lines.join("")).not.toMatch(/Ahmed|example/);
    expect(lines.join("")).toContain('"service":"access"');
  });

  test("binds fields for all lines, and a line's own come first", () => {
    const { log, parsed } = collect();
    log.with({ service: "journey", component: "relay" }).error({ component: "store" }, "Failed.");
    expect(parsed()).toMatchObject([{ service: "journey", component: "store", level: "error" }]);
  });

  test("writes nothing below its level", () => {
    const { log, parsed } = collect({ level: "warn" });
    log.debug({}, "1");
    log.info({}, "2");
    log.warn({}, "3");
    log.error({}, "4");
    expect(parsed().map((line) => line["message"])).toEqual(["3", "4"]);
  });

  test("writes an error with its stack and its causes, and a cycle of causes ends", () => {
    const { log, lines, parsed } = collect();
    const cause = new Error("disk full");
    const error = new Error("commit failed", { cause });
    cause.cause = error;
    log.error({ error }, "Failed.");
    expect(parsed()).toMatchObject([{ error: { message: "commit failed", cause: { message: "disk full" } } }]);
    expect(lines.join("")).toContain("log.test");
  });

  test("writes what else was thrown, too", () => {
    const { log, parsed } = collect();
    for (const error of ["text", 5, null, { secret: "x" }]) log.error({ error }, "Failed.");
    expect(parsed().map((line) => line["error"])).toEqual([
      "text",
      "not an Error: number",
      "not an Error: object",
      "not an Error: object",
    ]);
  });

  test("for people is a line of text, and an error's stack stands below it", () => {
    const { log, lines } = collect({ format: "lines" });
    log.warn({ method: "/a/B", code: "contention", count: 2 }, "A call could not be served.");
    log.error({ error: new Error("broken") }, "Failed.");
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} warn  A call could not be served\. method=\/a\/B code=contention count=2\n$/,
    );
    expect(lines[1]).toMatch(/^\S+ error Failed\.\n {4}Error: broken\n {4} +at /);
  });
});
