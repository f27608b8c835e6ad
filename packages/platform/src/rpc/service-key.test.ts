import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readServiceKey, serviceKeyText, type ServiceIdentity } from "./service-key.ts";

const service = fc.stringMatching(/^[a-z]{1,32}$/);
const callerId = fc.stringMatching(/^[A-Za-z0-9._:@-]{1,128}$/);
// Ids that look like parts of a text of their own.
const trap = fc.constantFrom(
  "_",
  "-_",
  "a_b",
  "tnt_alpha",
  "timeline_tnt",
  `x_${"A".repeat(43)}`,
  `_${"_".repeat(43)}`,
);
const tenantId = fc.oneof(callerId, trap);
const bytes = fc.uint8Array({ minLength: 32, maxLength: 64 });
const holders = fc.record({ service, tenantId, key: bytes });
const keysOf = (name: string, key: Uint8Array) => new Map([[name, key]]);

const key = Buffer.alloc(32, "the timeline's key");
const alpha: ServiceIdentity = { service: "timeline", tenantId: "tnt_alpha" };
const keys = keysOf("timeline", key);

describe("a service key's text", () => {
  test("says the service and the tenant that it was made for, whatever characters a tenant's id has", () => {
    fc.assert(
      fc.property(holders, ({ key: own, ...identity }) => {
        const text = serviceKeyText({ ...identity, key: own });
        expect(readServiceKey(text, keysOf(identity.service, own))).toEqual(identity);
      }),
    );
  });

  test("is never that of another tenant, another service or another key", () => {
    fc.assert(
      fc.property(holders, holders, (one, other) => {
        const sameKey = { ...other, key: one.key };
        const named = (holder: ServiceIdentity) => `${holder.service} ${holder.tenantId}`;
        fc.pre(named(one) !== named(other));
        expect(serviceKeyText(one)).not.toBe(serviceKeyText(sameKey));
        // The proof of the one behind the names of the other.
        const spliced = `iof_svc_${other.service}_${other.tenantId}_${serviceKeyText(one).slice(-43)}`;
        expect(readServiceKey(spliced, keysOf(other.service, one.key))).toBeUndefined();
        const underOther = keysOf(
          one.service,
          Buffer.from(one.key).map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
        );
        expect(readServiceKey(serviceKeyText(one), underOther)).toBeUndefined();
      }),
    );
  });

  test("looks like this", () => {
    const proof = "9s_GXtiLakc8QhwMg97aTUTw5rq7Hdj-thrOqu6HA7o";
    expect(serviceKeyText({ ...alpha, key })).toBe(`iof_svc_timeline_tnt_alpha_${proof}`);
  });

  test("with any bit of any character changed is no key", () => {
    const text = Buffer.from(serviceKeyText({ ...alpha, key }), "latin1");
    for (let at = 0; at < text.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(text);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(readServiceKey(changed.toString("latin1"), keys), `${at}, bit ${bit}`).toBeUndefined();
      }
    }
  });

  test("never survives one character lost, added or exchanged, not even one that means the same bytes", () => {
    const text = serviceKeyText({ ...alpha, key });
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .:@\n\u0660";
    for (let at = 0; at <= text.length; at++) {
      expect(readServiceKey(text.slice(0, at) + text.slice(at + 1), keys) === undefined).toBe(at < text.length);
      for (const other of alphabet) {
        expect(readServiceKey(text.slice(0, at) + other + text.slice(at), keys)).toBeUndefined();
        const exchanged = text.slice(0, at) + other + text.slice(at + 1);
        if (exchanged !== text) expect(readServiceKey(exchanged, keys)).toBeUndefined();
      }
    }
  });

  test.each([
    ["nothing", ""],
    ["the prefix", "iof_svc_"],
    ["no tenant", `iof_svc_timeline__${"A".repeat(43)}`],
    ["a name that every object has", `iof_svc_constructor_tnt_alpha_${"A".repeat(43)}`],
    ["a name in capitals", `iof_svc_TIMELINE_tnt_alpha_${"A".repeat(43)}`],
    ["a tenant's id that is too long", `iof_svc_timeline_${"a".repeat(129)}_${"A".repeat(43)}`],
    ["1 MB of it", `iof_svc_timeline_${"a_".repeat(500_000)}`],
  ])("%s is no key", (_what, text) => {
    expect(readServiceKey(text, keys)).toBeUndefined();
  });
});

test("a service that nobody knows is not proven by the key that stands in for the missing one", () => {
  const text = serviceKeyText({ service: "webhook", tenantId: "tnt_alpha", key: new Uint8Array(32) });
  expect(readServiceKey(text, keys)).toBeUndefined();
  expect(readServiceKey(text, new Map())).toBeUndefined();
});

test("neither a short key nor an id that is none is taken: both are bugs of whoever composes processes", () => {
  expect(() => serviceKeyText({ ...alpha, key: key.subarray(1) })).toThrow("32 bytes");
  expect(() => serviceKeyText({ ...alpha, tenantId: "tnt alpha", key })).toThrow();
  expect(() => serviceKeyText({ ...alpha, service: "time_line", key })).toThrow();
});
