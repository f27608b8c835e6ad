import { expect, test } from "vitest";
import type { EmbeddedRail } from "../embedded.ts";
import { welcome } from "./welcome.ts";

const rail: EmbeddedRail = {
  baseUrl: "http://127.0.0.1:8080",
  grpc: { access: "127.0.0.1:1", journey: "127.0.0.1:2" },
  metricsUrl: "http://127.0.0.1:3/metrics",
  dataDir: "/data",
  credentialsFile: "/data/dev-credentials.json",
  tenants: [{ tenantId: "tnt_alpha", appKey: "iof_test_app", adminKey: "iof_test_admin" }],
  stop: () => Promise.resolve(),
};

test("says where everything is, and a request with the application's key", () => {
  const text = welcome(rail);
  for (const part of [
    rail.baseUrl,
    "journey 127.0.0.1:2",
    rail.metricsUrl,
    "/data/dev-credentials.json",
    "tnt_alpha",
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toMatch(
    /curl -sS 'http:\/\/127\.0\.0\.1:8080\/api\/v1\/omni\/journeys' -H 'Authorization: Bearer iof_test_app'/,
  );
  expect(text).not.toContain("iof_test_admin");
});

test("without development data it says why there is none; in production it says nothing of it", () => {
  expect(welcome({ ...rail, tenants: [] })).toContain("OMNI_SEED=force makes it");
  const { credentialsFile: _file, ...others } = rail;
  const text = welcome({ ...others, credentialsFile: undefined, tenants: [] });
  expect(text).not.toMatch(/OMNI_SEED|curl|keys/);
});
