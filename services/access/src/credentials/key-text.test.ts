import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatKey, keyIdFor, parseKey, secretFrom, tenantTag } from "./key-text.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const keys = fc.record({
  mode: fc.constantFrom("live" as const, "test" as const),
  tenantId: fc.stringMatching(/^tnt_[a-z]{1,10}$/),
  id: bytes(10),
  secret: bytes(32),
});
const textOf = ({
  mode,
  tenantId,
  id,
  secret,
}: {
  mode: "live" | "test";
  tenantId: string;
  id: Uint8Array;
  secret: Uint8Array;
}) => formatKey(mode, keyIdFor(tenantId, id), secretFrom(secret));

describe("a key's text", () => {
  test("says its mode, its id, its tenant's tag and its secret", () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(parseKey(textOf(key))).toEqual({
          mode: key.mode,
          keyId: keyIdFor(key.tenantId, key.id),
          tenantTag: tenantTag(key.tenantId),
          secret: secretFrom(key.secret),
        });
      }),
    );
  });

  test("never survives one changed, lost, added or exchanged character", () => {
    const character = fc.constantFrom(...Array.from("0123456789ABCabcxyzXYZ_ \n\u0660"));
    fc.assert(
      fc.property(keys, fc.nat({ max: 63 }), character, (key, place, other) => {
        const text = textOf(key);
        const at = place % text.length;
        const [left, right] = [text.slice(0, at), text.slice(at + 1)];
        expect(parseKey(left + right)).toBeUndefined();
        expect(parseKey(left + other + text.slice(at))).toBeUndefined();
        if (other !== text[at]) expect(parseKey(left + other + right)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test("has a secret of at least 128 bits, every one of which counts", () => {
    // 62^22 > 2^128, and the last 17 bytes all have their say in it.
    expect(62n ** 22n > 2n ** 128n).toBe(true);
    const secrets = Array.from({ length: 128 }, (_item, bit) => {
      const source = new Uint8Array(16);
      source[bit >> 3] = 1 << (bit & 7);
      return secretFrom(source);
    });
    expect(new Set(secrets).size).toBe(128);
    expect(secrets.every((secret) => /^[0-9A-Za-z]{22}$/.test(secret))).toBe(true);
  });

  test("looks like this", () => {
    const id = keyIdFor("tnt_alpha", new Uint8Array(10));
    expect(formatKey("live", id, "0".repeat(22))).toMatch(/^iof_live_[0-9a-z]{8}0{16}_0{22}[0-9A-Za-z]{6}$/);
    expect(id).toBe(`key_${tenantTag("tnt_alpha")}${"0".repeat(16)}`);
  });
});
