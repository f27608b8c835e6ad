import { expect, test } from "vitest";
import { noneMatchNames } from "./etag.ts";

test.each(['"1-created"', 'W/"1-created"', '"0-x", "1-created"', ' "0-x" ,W/"1-created" ', "*"])(
  "%s names the tag",
  (header) => expect(noneMatchNames(header, '"1-created"')).toBe(true),
);

test.each(['"2-created"', "1-created", "", '"1-created', "W/*"])("%s does not", (header) =>
  expect(noneMatchNames(header, '"1-created"')).toBe(false),
);
