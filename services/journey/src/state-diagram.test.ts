import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isOpenStatus, journeyCommands, journeyStatuses, statusAfter } from "./domain/lifecycle.ts";

const page = new URL("../../../docs/concepts/journeys.md", import.meta.url);

/** The arrows of the table, `created --> in_progress: advance`; commands that go the same way share one. */
function arrows(): readonly string[] {
  return journeyStatuses.flatMap((from) => {
    if (!isOpenStatus(from)) return [`${from} --> [*]`];
    const ways = Map.groupBy(
      journeyCommands.filter((command) => statusAfter(from, command) !== undefined),
      (command) => statusAfter(from, command),
    );
    return [...ways].map(([to, commands]) => `${from} --> ${to}: ${commands.join(", ")}`);
  });
}

test("the state diagram of the documentation is the table of the code", () => {
  const [, diagram = ""] = /```mermaid\nstateDiagram-v2\n([^`]*)```/.exec(readFileSync(page, "utf8")) ?? [];
  const drawn = diagram
    .trim()
    .split("\n")
    .map((line) => line.trim());
  expect(drawn.toSorted()).toEqual(["[*] --> created: create", ...arrows()].toSorted());
});
