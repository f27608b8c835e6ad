import { expect, test } from "vitest";
import { prefixFor } from "./prefix.ts";

const names = ["cluster", "gateway", "journey.1"];

test("names stand in a column, and each has the same colour in all its lines", () => {
  const plain = prefixFor({ names, coloured: false, json: false });
  expect([plain("gateway", "up"), plain("journey.1", "up")]).toEqual(["gateway   | up", "journey.1 | up"]);
  const coloured = prefixFor({ names, coloured: true, json: false });
  expect(coloured("cluster", "up")).toBe("\u001B[36mcluster   |\u001B[0m up");
  expect(coloured("gateway", "up")).toBe("\u001B[33mgateway   |\u001B[0m up");
});

test("JSON stays JSON", () => {
  const line = '{"level":"info","message":"up"}';
  expect(prefixFor({ names, coloured: true, json: true })("gateway", line)).toBe(line);
});
