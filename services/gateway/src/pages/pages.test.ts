import { errors } from "@omni/contracts/errors";
import { describe, expect, test } from "vitest";
import { openForTests } from "../testing/open-for-tests.ts";
import { pageStyle, proseHtml } from "./html.ts";

const { app } = openForTests();
const get = (path: string, accept?: string) =>
  app.request(path, accept === undefined ? {} : { headers: { Accept: accept } });

describe("the probes", () => {
  test("need no credential", async () => {
    expect(await (await get("/livez")).json()).toEqual({ status: "alive" });
    expect(await (await get("/readyz")).json()).toEqual({ status: "ready" });
  });

  test("say for each service why it cannot take work", async () => {
    const world = openForTests({ notReady: { journey: "Its store is away.", timeline: "It is starting." } });
    const response = await world.app.request("/readyz");
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await response.json()).toEqual({
      status: "not ready",
      reasons: { journey: "Its store is away.", timeline: "It is starting." },
    });
    expect((await world.app.request("/livez")).status).toBe(200);
  });
});

describe("/docs", () => {
  test("lists every operation, and loads nothing from anywhere", async () => {
    const response = await get("/docs");
    const html = await response.text();
    expect(html).toContain("/api/v1/omni/journeys/{id}/advance");
    expect(html).toContain('href="/openapi.json"');
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:\/\//);
    expect(response.headers.get("content-security-policy")).toContain(pageStyle.source);
  });
});

describe("/docs/errors", () => {
  test.each(Object.entries(errors))("%s has a page for people and one for programs", async (code, { http, title }) => {
    const html = await (await get(`/docs/errors/${code}`, "text/html,application/xhtml+xml")).text();
    expect(html).toContain(proseHtml(title));
    const json = await get(`/docs/errors/${code}`, "application/json");
    expect(await json.json()).toMatchObject({ data: { code, status: http, title } });
    expect(json.headers.get("vary")).toBe("Accept");
  });

  test("lists every code, in HTML unless JSON is wanted first", async () => {
    const html = await (await get("/docs/errors")).text();
    const json = (await (await get("/docs/errors", "application/problem+json, text/html")).json()) as {
      data: unknown[];
    };
    for (const code of Object.keys(errors)) expect(html).toContain(`href="/docs/errors/${code}"`);
    expect(json.data).toHaveLength(Object.keys(errors).length);
  });

  test.each(["nope", "toString", "%3Cscript%3E"])("an unknown code (%s) is 404", async (code) => {
    const response = await get(`/docs/errors/${code}`, "text/html");
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });
});
