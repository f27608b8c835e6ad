import { accepted, refusal } from "@omni/kernel";
import type { LogFields } from "@omni/platform/log";
import { openLog } from "@omni/platform/log";
import { describe, expect, test } from "vitest";
import { openForTests, type World } from "./testing/open-for-tests.ts";

const journey = { templateId: "tmpl_1", customerId: "ent_1", channel: "web" };
const advance = { completedStepId: "step_kyc", stepOutcome: "passed" };
const reads = [
  "journeys",
  "journeys/jrn_1",
  "templates",
  "templates/t",
  "users",
  "users/u",
  "timeline?entityId=a&entityType=user",
];

const problem = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as Record<string, unknown>;
};

/** What the handler of a mutation saw beside its request. */
function watchAdvance(world: World) {
  const seen: { actor?: string; beside?: unknown; request?: unknown } = {};
  world.handlers.advanceJourney = async (call) => {
    const { idempotency, ifMatch, seen: writes, correlationId, traceparent } = call;
    Object.assign(seen, { actor: call.actor.id, request: call.request });
    seen.beside = {
      idempotency: idempotency !== undefined,
      ifMatch,
      writes: writes.length,
      correlationId,
      traceparent,
    };
    return accepted(call.answer({}));
  };
  return seen;
}

describe("without a valid credential", () => {
  const nothing = { status: 401, code: "credential.invalid" };

  test("every route answers the same 401, whatever else is wrong with the request", async () => {
    const { send } = openForTests();
    const bodies = new Set<string>();
    for (const key of ["", "key_none", "x y"]) {
      for (const path of [...reads, "journeys/%00", "journeys?x=1", "nope", "journeys/jrn_1/nope", ""]) {
        for (const method of ["GET", "PUT", "DELETE"]) {
          const response = await send(method, path, undefined, { "X-API-Key": key });
          expect(response.headers.get("www-authenticate")).toBe('Bearer realm="omni"');
          const { requestId: _id, instance: _path, ...body } = await problem(response);
          expect(body).toMatchObject(nothing);
          bodies.add(JSON.stringify(body));
        }
      }
    }
    expect(bodies.size).toBe(1);
  });

  test("neither type nor size nor content of a body is looked at", async () => {
    const { send } = openForTests();
    for (const body of ["{", "x".repeat(2_000_000)]) {
      const headers = { "X-API-Key": "key_none", "Content-Type": "text/plain" };
      expect(await problem(await send("POST", "journeys", body, headers))).toMatchObject(nothing);
    }
  });

  test("the access service away is 503, not 401", async () => {
    const { send } = openForTests({ away: ["access"] });
    const response = await send("GET", "journeys");
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await problem(response)).toMatchObject({ status: 503, code: "service.unavailable", retryable: true });
  });
});

describe("a credential", () => {
  test("is taken as Bearer or as X-API-Key, and refused as both", async () => {
    const { app, send } = openForTests();
    const bearer = await app.request("/api/v1/omni/journeys", { headers: { Authorization: "Bearer key_app" } });
    expect(bearer.status).toBe(200);
    const both = await send("GET", "journeys", undefined, { Authorization: "Bearer key_app" });
    expect(await problem(both)).toMatchObject({ status: 400, code: "request.invalid" });
  });

  test("without the scope is refused by the service (403), and told which scope it lacks", async () => {
    const { send } = openForTests();
    const response = await send("POST", "journeys", journey, { "X-API-Key": "key_reader" });
    expect(await problem(response)).toMatchObject({ status: 403, code: "scope.missing", scope: "journeys:write" });
  });
});

describe("the actor", () => {
  test("is whom the body names, else the credential's own user", async () => {
    const world = openForTests();
    const seen = watchAdvance(world);
    await world.send("POST", "journeys/jrn_1/advance", { ...advance, advancedBy: "usr_rm_002" });
    expect(seen).toMatchObject({ actor: "usr_rm_002", request: { advancedBy: "usr_rm_002" } });
    await world.send("POST", "journeys/jrn_1/advance", advance);
    expect(seen.actor).toBe("usr_rm_001");
    await world.send("POST", "journeys/jrn_1/advance", { ...advance, advancedBy: null });
    expect(seen.actor).toBe("usr_rm_001");
  });

  test.each([
    ["key_own", "usr_rm_001", 403, "actor.mismatch"],
    ["key_app", "usr_unknown", 422, "user.unknown"],
    ["key_bare", null, 400, "actor.required"],
  ])("%s naming %s is refused with %i, and shown where", async (key, advancedBy, status, code) => {
    const { send } = openForTests();
    const response = await send("POST", "journeys/jrn_1/advance", { ...advance, advancedBy }, { "X-API-Key": key });
    expect(await problem(response)).toMatchObject({ status, code, errors: [{ pointer: "/advancedBy" }] });
  });

  test("is the client itself where the service lets it act", async () => {
    const { send } = openForTests();
    const body = { name: "n", category: "sales", steps: [] };
    const response = await send("POST", "templates", body, { "X-API-Key": "key_bare" });
    expect(await response.json()).toMatchObject({ data: { createdBy: "key_bare" } });
  });
});

describe("beside a request", () => {
  test("key, precondition, token and trace reach the service of a mutation", async () => {
    const world = openForTests();
    const seen = watchAdvance(world);
    const created = await world.send("POST", "journeys", journey);
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await world.send("POST", "journeys/jrn_1/advance", advance, {
      "Idempotency-Key": "k-1",
      "If-Match": '"1-created"',
      "Omni-Consistency": created.headers.get("omni-consistency") ?? "",
      "X-Request-Id": "mine-1",
      traceparent,
    });
    expect(seen.beside).toEqual({
      idempotency: true,
      ifMatch: '"1-created"',
      writes: 1,
      correlationId: "mine-1",
      traceparent,
    });
  });

  test("a read takes a token, but neither key nor If-Match", async () => {
    const world = openForTests();
    let call: { idempotency?: unknown; ifMatch?: unknown } = {};
    world.handlers.listJourneys = async (listing) => {
      call = listing;
      return accepted(listing.answer({}));
    };
    for (const value of ["é", '"1-created"']) {
      const response = await world.send("GET", "journeys", undefined, { "Idempotency-Key": value, "If-Match": value });
      expect([response.status, call.idempotency, call.ifMatch]).toEqual([200, undefined, undefined]);
    }
  });

  test.each([
    ["Idempotency-Key", "two words", "idempotency.key_invalid", 400],
    ["Idempotency-Key", "é", "idempotency.key_invalid", 400],
    ["Idempotency-Key", "k".repeat(256), "idempotency.key_invalid", 400],
    ["Omni-Consistency", "forged", "consistency.invalid", 400],
    ["Omni-Consistency", "é", "consistency.invalid", 400],
    ["If-Match", "é", "precondition.failed", 412],
  ])("%s: %j is refused as %s", async (name, value, code, status) => {
    const { send } = openForTests();
    const response = await send("POST", "journeys/jrn_1/advance", advance, { [name]: value });
    expect(await problem(response)).toMatchObject({ code, status });
  });

  test("a traceparent that cannot be read is dropped", async () => {
    const world = openForTests();
    const seen = watchAdvance(world);
    await world.send("POST", "journeys/jrn_1/advance", advance, { traceparent: "00-zz" });
    expect(seen.beside).toMatchObject({ traceparent: undefined });
  });
});

describe("a refusal by the service", () => {
  test("keeps code, detail, facts and pointers", async () => {
    const world = openForTests();
    const faults = [{ pointer: "/stepData/documents", detail: "trade_license is missing." }];
    const refused = refusal("journey.documents_missing", { detail: "One is missing.", facts: { stepId: "s" }, faults });
    world.handlers.advanceJourney = async () => refused;
    expect(await problem(await world.send("POST", "journeys/jrn_1/advance", advance))).toMatchObject({
      status: 422,
      code: "journey.documents_missing",
      detail: "One is missing.",
      stepId: "s",
      errors: faults,
      instance: "/api/v1/omni/journeys/jrn_1/advance",
    });
  });

  test("that throws is a bare 500", async () => {
    const world = openForTests();
    world.handlers.listJourneys = () => Promise.reject(new Error("secret"));
    const text = await (await world.send("GET", "journeys")).text();
    expect(text).toContain('"code":"internal.error"');
    expect(text).not.toContain("secret");
  });
});

test("a bug in the gateway itself is a bare 500, and the log has it with the same request id", async () => {
  const lines: LogFields[] = [];
  const log = openLog({
    level: "error",
    format: "json",
    write: (line) => void lines.push(JSON.parse(line) as LogFields),
  });
  const world = openForTests({ log });
  // Bytes that are no journey: a field of a wire type that does not exist.
  world.handlers.getJourney = async (call) => accepted({ ...call.answer({}), encoded: Buffer.from([0x0f]) });
  const body = await problem(await world.send("GET", "journeys/jrn_1"));
  expect(body).toEqual({
    type: "/docs/errors/internal.error",
    title: "Something went wrong on our side",
    status: 500,
    code: "internal.error",
    requestId: body["requestId"],
    retryable: true,
  });
  expect(lines).toMatchObject([{ correlationId: body["requestId"], method: "GET /api/v1/omni/journeys/:id" }]);
});
