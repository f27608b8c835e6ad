import { describe, expect, test } from "vitest";
import { openForTests } from "./testing/open-for-tests.ts";

const { app, send } = openForTests();
const journey = (context: string) => `{"templateId":"t","customerId":"c","channel":"web","context":${context}}`;

const answerTo = async (response: Response) => {
  const body = (await response.json()) as { code?: string; errors?: { pointer: string; detail: string }[] };
  return { status: response.status, code: body.code, errors: body.errors };
};
const post = async (
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/json",
  more: Record<string, string> = {},
) =>
  answerTo(
    await app.request("/api/v1/omni/journeys", {
      method: "POST",
      headers: { "X-API-Key": "key_app", "Content-Type": type, ...more },
      body,
    }),
  );
const faultOf = async (body: string | Uint8Array<ArrayBuffer>) => {
  const { code, errors, status } = await post(body);
  expect([status, code]).toEqual([400, "request.invalid"]);
  return errors?.[0];
};

describe("the content type", () => {
  test.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
    "%s is taken",
    async (type) => {
      expect((await post(journey("{}"), type)).status).toBe(201);
    },
  );

  test.each([
    "text/plain",
    "application/json; charset=latin1",
    "application/jsonp",
    "application/problem+json",
    "",
    "application/json, text/plain",
  ])("%j is refused", async (type) => {
    expect(await post(journey("{}"), type)).toMatchObject({ status: 415, code: "request.unsupported_media_type" });
  });

  test("is refused when it is missing or the body is encoded", async () => {
    const request = { method: "POST", headers: { "X-API-Key": "key_app" }, body: new Uint8Array([123, 125]) };
    expect((await app.request("/api/v1/omni/journeys", request)).status).toBe(415);
    expect((await post(journey("{}"), "application/json", { "Content-Encoding": "gzip" })).status).toBe(415);
  });
});

describe("a body", () => {
  const mebibyte = 1024 * 1024;
  const padded = (bytes: number) => journey("{}").padEnd(bytes, " ");

  test("of 1 MiB is taken, one byte more is refused, with or without a length", async () => {
    expect((await post(padded(mebibyte))).status).toBe(201);
    expect(await post(padded(mebibyte + 1))).toMatchObject({ status: 413, code: "request.body_too_large" });
    const declared = await post("{}", "application/json", { "Content-Length": String(mebibyte + 1) });
    expect(declared).toMatchObject({ status: 413 });
  });

  test("that is not UTF-8 is refused", async () => {
    const bytes = Uint8Array.from([...Buffer.from(journey('{"name":"')), 0xff, ...Buffer.from('"}}')]);
    expect(await faultOf(bytes)).toEqual({ pointer: "", detail: "The text is not UTF-8." });
  });

  test("may begin with a byte order mark", async () => {
    expect((await post(`\u{FEFF}${journey("{}")}`)).status).toBe(201);
  });

  test.each(["", "{", "{'a':1}", '{"a":1,}', "NaN", '{"a":01}', "\u0000"])(
    "that is not JSON (%j) is refused",
    async (body) => {
      expect((await faultOf(body))?.pointer).toBe("");
    },
  );

  test.each([
    ["33 levels", `${'{"a":'.repeat(32)}1${"}".repeat(32)}`, `/context${"/a".repeat(31)}`, "More than 32 levels deep."],
    ["501 items", `{"a":[${"0,".repeat(500)}0]}`, "/context/a", "More than 500 items."],
    ["10,001 characters", `{"a":"${"x".repeat(10_001)}"}`, "/context/a", "More than 10000 characters."],
    ["a long name", `{"${"x".repeat(10_001)}":1}`, `/context/${"x".repeat(10_001)}`, "More than 10000 characters."],
    ["NUL", '{"a~/b":"\\u0000"}', "/context/a~0~1b", "The text contains NUL."],
    ["a lone surrogate", '{"a":["\\ud800"]}', "/context/a/0", "The text is not well-formed Unicode."],
    ["__proto__", '{"__proto__":{"admin":true}}', "/context/__proto__", "The name __proto__ is not accepted."],
    ["a number out of range", '{"a":1e400}', "/context/a", "The number is out of range."],
  ])("with %s is refused, with a pointer", async (_what, context, pointer, detail) => {
    expect(await faultOf(journey(context))).toEqual({ pointer, detail });
  });

  test("of crumbs (20,001 values) is refused", async () => {
    const crumbs = `{${Array.from({ length: 20_001 }, (_, index) => `"${index}":1`).join(",")}}`;
    expect(await faultOf(journey(crumbs))).toEqual({ pointer: "", detail: "More than 20000 values." });
  });
});

test("every digit of an open map comes back, also from a list's depths", async () => {
  const context = '{"$a.b":{"":[1.0,-0,1e2,123456789012345678901234567890,0.10]},"z":null}';
  await send("POST", "journeys", journey(context));
  const text = await (await send("GET", "journeys/jrn_1")).text();
  expect(text).toContain(`"context":${context}`);
});
