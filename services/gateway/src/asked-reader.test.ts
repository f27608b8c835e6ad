import { describe, expect, test } from "vitest";
import { accepted } from "@omni/kernel";
import { openForTests } from "./testing/open-for-tests.ts";

const journey = { templateId: "tmpl_1", customerId: "ent_1", channel: "web" };
const { send } = openForTests();

const faultsOf = async (response: Response) => {
  expect(response.status).toBe(400);
  const { code, errors } = (await response.json()) as { code: string; errors: { pointer: string; detail: string }[] };
  expect(code).toBe("request.invalid");
  return errors;
};
const pointersOf = async (response: Response) => (await faultsOf(response)).map(({ pointer }) => pointer).toSorted();

describe("a body", () => {
  test("is told all its faults at once, each with a pointer and a plain sentence", async () => {
    const body = {
      templateId: 7,
      channel: "pigeon",
      priority: "",
      dueAt: "2026-02-30T00:00:00Z",
      context: [],
      createdBy: "two words",
      relatedTo: [
        { type: "contract", id: "ctr_1" },
        { type: " ", "a/b~c": 1 },
      ],
      "un/known~": 1,
    };
    expect(await faultsOf(await send("POST", "journeys", body))).toEqual([
      { pointer: "/templateId", detail: "Must be a string." },
      { pointer: "/customerId", detail: "Is required." },
      { pointer: "/channel", detail: "Must be one of: web, mobile, branch, call_center, api, partner." },
      { pointer: "/context", detail: "Must be an object." },
      { pointer: "/priority", detail: "Must be one of: low, normal, high, urgent." },
      { pointer: "/dueAt", detail: "Must be an RFC 3339 date and time with its zone, from 1970 to 2199." },
      { pointer: "/relatedTo/1/type", detail: "Must not be blank." },
      { pointer: "/relatedTo/1/id", detail: "Is required." },
      { pointer: "/relatedTo/1/a~1b~0c", detail: "Is not known." },
      { pointer: "/createdBy", detail: "Must be 1 to 128 letters, digits or any of . _ : @ -" },
      { pointer: "/un~1known~0", detail: "Is not known." },
    ]);
  });

  test("may say null for whatever may be left out, nested too", async () => {
    const left = {
      context: null,
      assigneeId: null,
      assigneeType: null,
      priority: null,
      dueAt: null,
      relatedTo: null,
      createdBy: null,
    };
    expect((await send("POST", "journeys", { ...journey, ...left })).status).toBe(201);
    const step = {
      id: "s",
      name: "S",
      type: "manual",
      order: 1,
      required: null,
      timeoutHours: null,
      documentsRequired: null,
    };
    const template = { name: "n", category: "sales", status: null, description: null, steps: [step] };
    expect(await (await send("POST", "templates", template)).json()).toMatchObject({
      data: { steps: [{ required: true }] },
    });
  });

  test("may be left out altogether where no member is required, and only there", async () => {
    expect((await send("POST", "journeys/jrn_1/claim")).status).toBe(200);
    expect((await send("POST", "journeys/jrn_1/claim", "")).status).toBe(200);
    expect((await send("POST", "journeys/jrn_1/claim", " ")).status).toBe(400);
    expect((await send("POST", "journeys/jrn_1/hold")).status).toBe(415);
    expect((await send("POST", "journeys/jrn_1/hold", "")).status).toBe(400);
  });

  test("that says null for what is required lacks it", async () => {
    const body = { ...journey, customerId: null, channel: null };
    expect(await faultsOf(await send("POST", "journeys", body))).toEqual([
      { pointer: "/customerId", detail: "Is required." },
      { pointer: "/channel", detail: "Is required." },
    ]);
  });

  test.each(["when", "versions", "onBehalfOf", "constructor", "toString"])(
    "with %s, which is not built, is refused and not ignored",
    async (name) => {
      expect(
        await pointersOf(await send("POST", "templates", { name: "n", category: "sales", steps: [], [name]: "x" })),
      ).toEqual([`/${name}`]);
    },
  );

  test("reads whole numbers however they are written, and refuses fractions and what does not fit", async () => {
    const template = (order: string) =>
      `{"name":"n","category":"sales","steps":[{"id":"s","name":"S","type":"form","order":${order}}]}`;
    for (const order of ["3", "3.0", "30e-1", "0.3e1"]) {
      const response = await send("POST", "templates", template(order));
      expect(await response.json()).toMatchObject({ data: { steps: [{ order: 3 }] } });
    }
    for (const order of ["1.5", "-1", "2147483648", '"3"', "true", "[]", "12345678901234567890", "1e300"]) {
      expect(await faultsOf(await send("POST", "templates", template(order)))).toEqual([
        { pointer: "/steps/0/order", detail: "Must be a whole number from 0 to 2147483647." },
      ]);
    }
  });

  test("does not take a number with digits of its own for an object", async () => {
    const body = '{"templateId":"t","customerId":1.0,"channel":1.0,"context":1.0,"relatedTo":[1.0]}';
    expect(await pointersOf(await send("POST", "journeys", body))).toEqual([
      "/channel",
      "/context",
      "/customerId",
      "/relatedTo/0",
    ]);
  });

  test("with thousands of faults is told the first fifty", async () => {
    const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`unknown${index}`, 1]));
    expect(await faultsOf(await send("POST", "journeys", body))).toHaveLength(50);
  });

  test.each(["[]", '"text"', "1", "true", "null", "1.0"])("that is no object (%s) is refused", async (body) => {
    expect(await pointersOf(await send("POST", "journeys", body))).toEqual([""]);
  });

  test("and query parameters are judged together", async () => {
    expect(await pointersOf(await send("POST", "journeys?dryRun=true", { ...journey, channel: 1 }))).toEqual([
      "/channel",
      "?dryRun",
    ]);
    expect(await pointersOf(await send("POST", "journeys?dryRun=true", "{"))).toEqual(["", "?dryRun"]);
  });

  test.each(["GET", "HEAD"])("of a %s is refused: it might be a filter that nobody applies", async (method) => {
    for (const header of [{ "Content-Length": "2" }, { "Transfer-Encoding": "chunked" }]) {
      const { app } = openForTests();
      const headers = new Headers({ "X-API-Key": "key_app", ...header });
      const request = Object.defineProperty(
        new Request("http://localhost/api/v1/omni/journeys", { method }),
        "headers",
        {
          value: headers,
        },
      );
      expect((await app.fetch(request)).status).toBe(400);
    }
  });
});

describe("a query", () => {
  test("is told all its faults at once", async () => {
    const query =
      "status=open&overdue=yes&page=0x1&perPage=-1&createdFrom=2026-01-15&customerId=&colour=red&status=created";
    expect(await faultsOf(await send("GET", `journeys?${query}`))).toEqual([
      { pointer: "?status", detail: "Must stand only once." },
      { pointer: "?status", detail: "Must be one of: created, in_progress, assigned, completed, cancelled." },
      { pointer: "?customerId", detail: "Must not be blank." },
      { pointer: "?overdue", detail: "Must be one of: true, false." },
      {
        pointer: "?createdFrom",
        detail: "Must be an RFC 3339 date and time with its zone, from 1970 to 2199.",
      },
      { pointer: "?page", detail: "Must be a whole number from 1 to 2147483647." },
      { pointer: "?perPage", detail: "Must be a whole number from 1 to 100." },
      { pointer: "?colour", detail: "Is not known." },
    ]);
  });

  test("reaches the service with numbers and flags as what they are, and nothing that was not asked", async () => {
    const world = openForTests();
    const asked: unknown[] = [];
    world.handlers.listJourneys = async (call) => {
      asked.push(call.request);
      return accepted(call.answer({}));
    };
    await world.send("GET", "journeys?overdue=false&priority=high&page=2&perPage=50&createdTo=2026-01-15T00:00:00Z");
    await world.send("GET", "journeys");
    expect(asked).toEqual([
      { overdue: false, priority: "high", createdTo: "2026-01-15T00:00:00Z", page: { page: 2, perPage: 50 } },
      { page: {} },
    ]);
  });

  test("of a resource has no parameters at all", async () => {
    expect(await pointersOf(await send("GET", "journeys/jrn_1?fields=id"))).toEqual(["?fields"]);
  });

  test.each([
    ["journeys?", 100],
    ["templates?", 100],
    ["users?", 100],
    ["timeline?entityId=a&entityType=user&", 200],
  ])("%s takes at most %i per page, and at least one", async (list, most) => {
    expect((await send("GET", `${list}perPage=${most}`)).status).toBe(200);
    for (const wrong of [`perPage=${most + 1}`, "perPage=0", "page=0", "page=1.0", "page=+1", "page=4294967297"]) {
      expect(await pointersOf(await send("GET", list + wrong))).toEqual([`?${wrong.split("=")[0]}`]);
    }
  });

  test("of the timeline needs its entity", async () => {
    expect(await pointersOf(await send("GET", "timeline"))).toEqual(["?entityId", "?entityType"]);
  });
});

describe("an id in the path", () => {
  const tooLong = "i".repeat(129);
  test.each(["a%20b", "%00", "%ff", "a%2Fb", "%3Cscript%3E", "%F0%9F%92%A9", tooLong])(
    "that no resource can have (%s) is unknown, whatever else is wrong",
    async (id) => {
      const routes = [
        ["GET", `journeys/${id}?x=1`, "journey.not_found"],
        ["POST", `journeys/${id}/advance`, "journey.not_found"],
        ["GET", `templates/${id}`, "template.not_found"],
        ["GET", `users/${id}`, "user.not_found"],
        ["PUT", `users/${id}`, "user.not_found"],
      ] as const;
      for (const [method, path, code] of routes) {
        const response = await send(method, path);
        expect([response.status, await response.json()]).toMatchObject([404, { code }]);
      }
    },
  );
});
