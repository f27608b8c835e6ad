import { readConfig } from "@omni/platform/config";
import { expect, test } from "vitest";
import { gatewayVariables } from "./config.ts";

test("without an environment the gateway listens on port 8080 and no page may call it", () => {
  expect(readConfig(gatewayVariables, {})).toEqual({
    ok: true,
    values: { OMNI_PORT: 8080, OMNI_CORS_ORIGINS: [], OMNI_PUBLIC_URL: undefined },
  });
});

test("origins are a list with commas", () => {
  const read = readConfig(gatewayVariables, { OMNI_CORS_ORIGINS: "https://a.example, http://localhost:3000" });
  expect(read).toMatchObject({ values: { OMNI_CORS_ORIGINS: ["https://a.example", "http://localhost:3000"] } });
});

test.each(["*", "a.example", "https://a.example/", "https://a.example,", "https://a.example/x", "null"])(
  "%j is no list of origins",
  (found) => expect(readConfig(gatewayVariables, { OMNI_CORS_ORIGINS: found }).ok).toBe(false),
);
