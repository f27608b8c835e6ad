import { accepted } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { openForTests } from "./testing/open-for-tests.ts";

const journey = { templateId: "tmpl_1", customerId: "ent_1", channel: "web" };
const advance = { completedStepId: "step_kyc", stepOutcome: "passed" };
const mutations = [
  ["POST", "journeys", journey],
  ["POST", "journeys/jrn_1/advance", advance],
  ["POST", "templates", { name: "n", category: "sales", steps: [] }],
  ["PUT", "users/usr_1", { displayName: "n" }],
] as const;

const problem = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as Record<string, unknown>;
};

describe("an answer", () => {
  test("to a create is 201 with the resource and its address; to anything else 200", async () => {
    const { send } = openForTests();
    for (const [method, path, body] of mutations) {
      const response = await send(method, path, body);
      const { data } = (await response.json()) as { data: { id: string } };
      const creates = method === "POST" && !path.includes("advance");
      expect(response.status).toBe(creates ? 201 : 200);
      expect(response.headers.get("location")).toBe(creates ? `/api/v1/omni/${path}/${data.id}` : null);
    }
  });

  test("carries ETag and token as the service gave them", async () => {
    const { send } = openForTests();
    const response = await send("POST", "journeys", journey);
    expect(response.headers.get("etag")).toBe('"1-created"');
    expect(response.headers.get("omni-consistency")).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(response.headers.get("idempotency-replayed")).toBeNull();
  });

  test("that is a replay says so, and keeps status and Location", async () => {
    const world = openForTests();
    world.handlers.createJourney = async (call) => accepted(call.answer({ id: "jrn_9" }, { replayed: true }));
    const response = await world.send("POST", "journeys", journey);
    expect(response.status).toBe(201);
    expect(response.headers.get("idempotency-replayed")).toBe("true");
    expect(response.headers.get("location")).toBe("/api/v1/omni/journeys/jrn_9");
  });

  test("is 304 without a body when the caller has that version already", async () => {
    const { send } = openForTests();
    await send("POST", "journeys", journey);
    const known = await send("GET", "journeys/jrn_1", undefined, { "If-None-Match": 'W/"1-created"' });
    expect([known.status, await known.text(), known.headers.get("etag")]).toEqual([304, "", '"1-created"']);
    const changed = await send("GET", "journeys/jrn_1", undefined, { "If-None-Match": '"0-created"' });
    expect(changed.status).toBe(200);
  });

  test("to HEAD has the headers of GET and no body", async () => {
    const { send } = openForTests();
    await send("POST", "journeys", journey);
    const response = await send("HEAD", "journeys/jrn_1");
    expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([200, "", '"1-created"']);
  });

  test("of any kind is kept by nobody and sniffed by nobody", async () => {
    const { send } = openForTests();
    for (const path of ["journeys", "nope", "/livez", "/docs", "/openapi.json", "/docs/errors/x"]) {
      const { headers } = await send("GET", path);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  });

  test("echoes a well-formed X-Request-Id, in a problem too, and replaces any other", async () => {
    const { send } = openForTests();
    const mine = await send("GET", "nope", undefined, { "X-Request-Id": "req-1:a" });
    expect([mine.headers.get("x-request-id"), (await problem(mine))["requestId"]]).toEqual(["req-1:a", "req-1:a"]);
    const made = await send("GET", "nope", undefined, { "X-Request-Id": '"><script>' });
    expect(made.headers.get("x-request-id")).toMatch(/^req_[0-9a-z]{26}$/);
    expect((await problem(made))["requestId"]).toBe(made.headers.get("x-request-id"));
  });
});
