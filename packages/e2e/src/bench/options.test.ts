import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options everything is measured three times", () => {
  expect(readOptions([])).toEqual({
    clients: [1, 16, 64],
    warmSeconds: 3,
    seconds: 10,
    runs: 3,
    journeys: [1_000, 10_000, 100_000],
    skip: [],
    profile: false,
  });
});

test.each([
  ["--clients", "1,x"],
  ["--seconds", "0"],
  ["--skip", "everything"],
  ["--color", "red"],
])("%s %s is refused with a word on what is wrong", (option, value) => {
  expect(() => readOptions([option, value])).toThrow(option);
});
