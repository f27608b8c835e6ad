import { describe, expect, test } from "vitest";
import { openForTests } from "./testing/open-for-tests.ts";

const { app, send } = openForTests();

describe("a known path with a method that it lacks", () => {
  test.each([
    ["DELETE", "journeys", "GET, HEAD, POST"],
    ["PATCH", "journeys/jrn_1", "GET, HEAD"],
    ["GET", "journeys/jrn_1/advance", "POST"],
    ["POST", "users/usr_1", "GET, HEAD, PUT"],
    ["OPTIONS", "timeline", "GET, HEAD"],
    ["POST", "/livez", "GET, HEAD"],
    ["PUT", "/docs/errors/contention", "GET, HEAD"],
  ])("%s %s is 405 and names those it has", async (method, path, allowed) => {
    const response = await send(method, path);
    expect([response.status, response.headers.get("allow")]).toEqual([405, allowed]);
    expect(await response.json()).toMatchObject({ code: "route.method_not_allowed" });
  });
});

describe("an unknown path", () => {
  test.each([
    "nope",
    "journeys/",
    "journeys//advance",
    "journeys/jrn_1/finish",
    "approvals",
    "/",
    "/api",
    "/docs/",
    "/livezz",
  ])("%s is 404", async (path) => {
    const response = await send("GET", path);
    expect([response.status, await response.json()]).toMatchObject([404, { code: "route.unknown" }]);
  });

  test("tells its instance as it was sent, without the query", async () => {
    const response = await send("GET", "no%20pe/%C3%A9?key=secret");
    expect(await response.json()).toMatchObject({ instance: "/api/v1/omni/no%20pe/%C3%A9" });
  });
});

describe("a browser's page", () => {
  const preflight = { Origin: "https://bank.example", "Access-Control-Request-Method": "POST" };
  const ask = (origins: string[], path = "/api/v1/omni/journeys") =>
    openForTests({ corsOrigins: origins }).app.request(path, { method: "OPTIONS", headers: preflight });

  test("is not let in unless its origin is configured", async () => {
    const response = await app.request("/api/v1/omni/journeys", { method: "OPTIONS", headers: preflight });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([401, null]);
    expect((await ask(["https://other.example"])).status).toBe(401);
    const plain = await send("GET", "journeys", undefined, { Origin: "https://bank.example" });
    expect(plain.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("of a configured origin may ask, send keys and read what an answer carries", async () => {
    const response = await ask(["https://bank.example"]);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://bank.example");
    expect(response.headers.get("access-control-allow-headers")).toContain("Idempotency-Key");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    const world = openForTests({ corsOrigins: ["https://bank.example"] });
    const answer = await world.send("GET", "journeys", undefined, { Origin: "https://bank.example" });
    expect(answer.headers.get("access-control-expose-headers")).toContain("Omni-Consistency");
    expect(answer.headers.get("vary")).toBe("Origin");
  });

  test("learns nothing from the question whether a path exists", async () => {
    const known = await ask(["https://bank.example"]);
    const unknown = await ask(["https://bank.example"], "/api/v1/omni/nope");
    const told = ({ headers }: Response) => [...headers].filter(([name]) => name !== "x-request-id");
    expect(told(unknown)).toEqual(told(known));
  });
});
