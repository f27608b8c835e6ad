import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { createJourney, type Listed, manualTemplate, newJourney, timelinePath } from "./rest/resources.ts";
import { expectProblem } from "./rest/expect-problem.ts";
import { bodyOf, problemOf, type RestAnswer, type RestClient } from "./rest/rest-client.ts";

let rail: TestRail;
let app: RestClient;
let journeyId: string;
beforeAll(async () => {
  rail = await startRail();
  ({ app } = rail.alpha);
  journeyId = (await createJourney(app, { customerId: "cust_bad" })).id;
});
afterAll(() => rail.stop());

/** Everything that a bad request could have changed. */
const counts = async (): Promise<readonly number[]> => {
  const paths = ["/journeys", "/templates", "/users", timelinePath("customer", "cust_bad")];
  const lists = await Promise.all(paths.map((path) => app.get(path)));
  return lists.map((answer) => bodyOf<Listed<unknown>>(answer).pagination.total);
};
let before: readonly number[];
beforeEach(async () => {
  await expect.poll(async () => (await counts())[3]).toBe(1);
  before = await counts();
});
afterEach(async () => expect(await counts()).toEqual(before));

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: () => string;
  readonly body: Readonly<Record<string, unknown>>;
}
const action = (name: string, body: Route["body"]): Route => ({
  name: `POST /journeys/{id}/${name}`,
  method: "POST",
  path: () => `/journeys/${journeyId}/${name}`,
  body,
});
const routes: readonly Route[] = [
  { name: "POST /journeys", method: "POST", path: () => "/journeys", body: newJourney() },
  action("advance", { completedStepId: "step_kyc", stepOutcome: "passed" }),
  action("assign", { assigneeId: "usr_rm_002" }),
  action("complete", { outcome: "success" }),
  action("cancel", { cancellationReason: "As agreed" }),
  action("hold", { reason: "As agreed" }),
  action("release", { reason: "As agreed" }),
  { name: "POST /templates", method: "POST", path: () => "/templates", body: manualTemplate(1) },
  {
    name: "POST /templates/{id}/versions",
    method: "POST",
    path: () => "/templates/tmpl_onboarding_sme/versions",
    body: manualTemplate(1),
  },
  { name: "PUT /users/{id}", method: "PUT", path: () => "/users/usr_bad", body: { displayName: "Somebody" } },
];

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const json = (body: Readonly<Record<string, unknown>>, member: string): string =>
  `${JSON.stringify(body).slice(0, -1)},${member}}`;

describe.each(routes)("$name", ({ body, method, path }) => {
  const send = (sent: string | Uint8Array, headers?: Readonly<Record<string, string>>): Promise<RestAnswer> =>
    rail.alpha.admin.send(method, path(), { body: sent, ...(headers && { headers }) });

  test.each([
    ["no JSON", "{nonsense"],
    ["nothing", " "],
    ["two documents", "{} {}"],
    ["an array", "[]"],
    ["a text", '"text"'],
    ["null", "null"],
    ["a comment", "{} // none"],
    ["a trailing comma", '{"a":1,}'],
  ])("%s is no request", async (_name, sent) => {
    expectProblem(await send(sent), 400, "request.invalid", [""]);
  });

  test.each([
    ["an unknown field", '"colour":"red"', "/colour"],
    ["__proto__", '"__proto__":{"admin":true}', ""],
    ["a lone surrogate", '"colour":"\\ud800"', ""],
    ["NUL", '"colour":"\\u0000"', ""],
    ["a number beyond a double", '"colour":1e400', ""],
    ["a text of more than 10,000 characters", `"colour":"${"x".repeat(10_001)}"`, ""],
    ["an array of more than 500 items", `"colour":[${"1,".repeat(500)}1]`, ""],
    ["more than 32 levels", `"colour":${deep(33)}`, ""],
  ])("%s is refused", async (_name, member) => {
    const answer = await send(json(body, member));
    expectProblem(answer, 400, "request.invalid");
    expect(problemOf(answer).errors).not.toHaveLength(0);
  });

  test("bytes that are no UTF-8 are refused", async () => {
    expectProblem(await send(Buffer.from('{"displayName":"\xff"}', "latin1")), 400, "request.invalid");
  });

  test("a body over 1 MiB is 413, with a Content-Length and without one", async () => {
    const large = json(body, `"colour":"${"x".repeat(1024 * 1024)}"`);
    expectProblem(await send(large), 413, "request.body_too_large");
    expectProblem(await sendChunked(method, path(), large), 413, "request.body_too_large");
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/xml"])(
    "%s is 415",
    async (type) => {
      expectProblem(await send(JSON.stringify(body), { "content-type": type }), 415, "request.unsupported_media_type");
    },
  );

  test("a compressed body is 415: nobody is asked to unpack a bomb", async () => {
    expectProblem(
      await send(JSON.stringify(body), { "content-encoding": "gzip" }),
      415,
      "request.unsupported_media_type",
    );
  });

  test("every member of the wrong type has its pointer", async () => {
    const wrong = Object.fromEntries(Object.keys(body).map((name) => [name, 17]));
    const answer = await send(JSON.stringify(wrong));
    expectProblem(answer, 400, "request.invalid");
    expect(
      problemOf(answer)
        .errors?.map(({ pointer }) => pointer)
        .toSorted(),
    ).toEqual(
      Object.keys(body)
        .map((name) => `/${name}`)
        .toSorted(),
    );
  });

  test("what is required and missing has its pointer; null is as good as missing", async () => {
    const empty = await send("{}");
    expectProblem(empty, 400, "request.invalid");
    const nothing = await send(JSON.stringify(Object.fromEntries(Object.keys(body).map((name) => [name, null]))));
    const missing = (answer: RestAnswer) =>
      problemOf(answer)
        .errors?.map(({ pointer }) => pointer)
        .toSorted();
    expect(missing(nothing)).toEqual(missing(empty));
  });
});

/** Sends without saying how much will come. */
async function sendChunked(method: string, path: string, text: string): Promise<RestAnswer> {
  const stream = new Blob([text]).stream();
  const init = {
    method,
    body: stream,
    duplex: "half",
    headers: { authorization: `Bearer ${rail.alpha.adminKey}`, "content-type": "application/json" },
  };
  const response = await fetch(`${rail.rail.baseUrl}/api/v1/omni${path}`, init as RequestInit);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("addresses and credentials", () => {
  test.each(["/nothing", "/journeys/x/y/z", "/journeys/", "/Journeys", "//journeys"])(
    "%s is no address",
    async (path) => {
      expectProblem(await app.get(path), 404, "route.unknown");
    },
  );

  test.each(["DELETE", "PATCH", "PUT"])("%s /journeys is not allowed, and says what is", async (method) => {
    const answer = await app.send(method, "/journeys");
    expectProblem(answer, 405, "route.method_not_allowed");
    expect(answer.headers.get("allow")).toMatch(/GET/);
  });

  test.each(["%00", "..%2f..%2fetc", "%ff", "a%20b", "x".repeat(200), "'; DROP TABLE journeys; --"])(
    "the journey id %s is not found",
    async (id) => {
      const answer = await app.get(`/journeys/${id}`);
      expect([400, 404]).toContain(answer.status);
      expect(problemOf(answer).status).toBe(answer.status);
    },
  );

  test("no credential, a bad one and an unknown one get the same answer", async () => {
    const url = `${rail.rail.baseUrl}/api/v1/omni/journeys`;
    const ask = async (headers: Readonly<Record<string, string>>): Promise<string> => {
      const response = await fetch(url, { headers });
      const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
      return JSON.stringify([response.status, response.headers.get("www-authenticate"), body]);
    };
    const key = rail.alpha.appKey;
    const answers = await Promise.all([
      ask({}),
      ask({ authorization: "Basic eDp5" }),
      ask({ authorization: "Bearer x" }),
      ask({ authorization: `Bearer ${key.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}` }),
      ask({ "x-api-key": `${key}0` }),
    ]);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("[401,");
    const both = await fetch(url, { headers: { authorization: `Bearer ${key}`, "x-api-key": key } });
    expect(both.status).toBe(400);
  });

  test("an unknown query parameter is refused by every read", async () => {
    for (const path of [
      "/journeys?colour=red",
      `/journeys/${journeyId}?colour=red`,
      "/templates?colour=red",
      "/users?colour=red",
    ]) {
      expectProblem(await app.get(path), 400, "request.invalid", ["?colour"]);
    }
  });
});
