import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { serviceKeyOf } from "./service-keys.ts";

const masterKey = Buffer.alloc(32, "master");

test("a service's key is HKDF-SHA-256 of the master key, so that every process and every start has the same", () => {
  // RFC 5869 by hand: extract under an empty salt, then one block of expansion.
  const extracted = createHmac("sha256", Buffer.alloc(32)).update(masterKey).digest();
  const expanded = createHmac("sha256", extracted).update("omni service key v1: timeline\u0001").digest();
  expect(Buffer.from(serviceKeyOf(masterKey, "timeline"))).toEqual(expanded);
});

test("another master key gives another", () => {
  expect(serviceKeyOf(Buffer.alloc(32, "other"), "timeline")).not.toEqual(serviceKeyOf(masterKey, "timeline"));
});
