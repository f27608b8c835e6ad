import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnits, parseMoney } from "./money.ts";

const minor = (digits: string, currency: string): bigint | undefined => {
  const money = parseMoney(digits, "string", currency, "");
  return money.ok ? minorUnits(money.value) : undefined;
};

describe("money", () => {
  test.each([
    ["2000000", "SAR", 200_000_000n],
    ["0.01", "SAR", 1n],
    ["1.5", "KWD", 1500n],
    ["7", "JPY", 7n],
    ["0", "SAR", 0n],
    ["999999999999999999.99", "SAR", 99_999_999_999_999_999_999n],
  ])("%s %s is %s minor units", (digits, currency, expected) => expect(minor(digits, currency)).toBe(expected));

  test.each([
    ["-1", "SAR"],
    ["1.001", "SAR"],
    ["1.0", "JPY"],
    ["1", "XXX"],
    ["1", "sar"],
    ["1e3", "SAR"],
    ["01", "SAR"],
    [".5", "SAR"],
    ["", "SAR"],
    ["0.30000000000000004", "SAR"],
  ])("%s %s is refused", (digits, currency) => expect(minor(digits, currency)).toBeUndefined());

  test("a number of more than 15 significant digits asks for a string", () => {
    expect(parseMoney("1234567890123456", "number", "SAR", "/amount")).toMatchObject({ code: "money.use_string" });
    expect(parseMoney("1234567890123456", "string", "SAR", "/amount").ok).toBe(true);
    expect(parseMoney("123456789012345", "number", "SAR", "/amount").ok).toBe(true);
  });

  test("is exact: halalas and riyals agree for every amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (halalas) => {
        const digits = `${halalas / 100n}.${String(halalas % 100n).padStart(2, "0")}`;
        expect(minor(digits, "SAR")).toBe(halalas);
      }),
    );
  });
});
