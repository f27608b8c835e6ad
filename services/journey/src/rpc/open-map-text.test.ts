import { expect, test } from "vitest";
import { openMapText } from "./open-map-text.ts";

test("bytes come back as the text that they are, and none as none", () => {
  expect(openMapText(Buffer.from('{"é":"🙂"}'), "/context")).toEqual({ ok: true, value: '{"é":"🙂"}' });
  expect(openMapText(undefined, "/context")).toEqual({ ok: true, value: undefined });
});

test("bytes that are not UTF-8 are refused instead of altered", () => {
  const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  expect(openMapText(broken, "/context")).toMatchObject({ code: "request.invalid", faults: [{ pointer: "/context" }] });
});

test("a byte order mark is not swallowed: JSON has none", () => {
  expect(openMapText(Buffer.from("\ufeff{}"), "/context")).toEqual({ ok: true, value: "\ufeff{}" });
});
