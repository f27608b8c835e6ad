import { accepted, refusal } from "@omni/kernel";
import { expect, test } from "vitest";
import { readCredential } from "./credential.ts";

const read = (headers: Record<string, string>) => readCredential(new Headers(headers));

test.each([
  [{ authorization: "Bearer iof_test_1" }],
  [{ authorization: "bearer  iof_test_1" }],
  [{ "x-api-key": "iof_test_1" }],
])("the key is read from %j", (headers) => expect(read(headers)).toEqual(accepted({ apiKey: "iof_test_1" })));

const without: readonly Record<string, string>[] = [
  {},
  { authorization: "" },
  { authorization: "iof_test_1" },
  { authorization: "Basic aW9mOg==" },
  { authorization: "Bearer" },
  { authorization: "Bearer one two" },
  { authorization: "Bearer one, Bearer one" },
  { "x-api-key": "" },
  { "x-api-key": "one, two" },
  { "x-api-key": "é" },
  { "x-api-key": "k".repeat(513) },
];

test.each(without)("no credential is read from %j", (headers) => {
  expect(read(headers)).toEqual(refusal("credential.invalid"));
});

test.each(["one", "two", ""])("both headers at once are refused, even when they agree (%j)", (key) => {
  expect(read({ authorization: "Bearer one", "x-api-key": key })).toMatchObject({ code: "request.invalid" });
});
