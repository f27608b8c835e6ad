import type { Fault } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { idCharactersMax, idsMax, parsePutUser, type SentUser } from "./parse-put-user.ts";

const noura: SentUser = { userId: "usr_1", displayName: "Noura Al-Harbi" };
const limit = { approvalType: "*", amount: "5000000", currency: "SAR" };

const faultsOf = (sent: SentUser): readonly Fault[] => {
  const parsed = parsePutUser(sent);
  return parsed.ok ? [] : parsed.faults;
};
const pointersOf = (sent: SentUser): readonly string[] => faultsOf(sent).map(({ pointer }) => pointer);
const many = (count: number): string[] => Array.from({ length: count }, (_item, index) => `r${index}`);

describe("parsePutUser", () => {
  test.each([
    ["no name", { displayName: "" }],
    ["a blank name", { displayName: " \u00a0 " }],
    ["201 characters", { displayName: "n".repeat(201) }],
    ["NUL", { displayName: "No\0ura" }],
    ["a line break", { displayName: "Noura\nAl-Harbi" }],
    ["half a surrogate pair", { displayName: "Noura \ud800" }],
  ])("%s is refused at /displayName", (_what, sent) => {
    expect(pointersOf({ ...noura, ...sent })).toEqual(["/displayName"]);
  });

  test.each([
    ["Arabic", "نورة بنت عبد الله الحربي"],
    ["vowel signs, which are characters of their own", "مُحَمَّد"],
    ["a combining accent, not composed into one letter", "Jose\u0301"],
    ["a joiner that shapes letters", "می\u200cخواهم"],
    ["200 letters outside the basic plane", "𐤀".repeat(200)],
    ["spaces at the ends", " Noura "],
  ])("a name is kept exactly as it was sent: %s", (_what, displayName) => {
    expect(parsePutUser({ ...noura, displayName })).toMatchObject({ ok: true, value: { displayName } });
  });

  test.each([
    ["a user id with a space", { userId: "usr 1" }, ["/userId"]],
    ["a user id of 129 characters", { userId: "u".repeat(129) }, ["/userId"]],
    ["no user id", { userId: "" }, ["/userId"]],
    ["a malformed role", { roles: ["teller", "a b"] }, ["/roles/1"]],
    ["the same role twice", { roles: ["teller", "teller"] }, ["/roles/1"]],
    ["a team twice", { teams: ["a", "b", "a"] }, ["/teams/2"]],
    ["51 roles", { roles: many(idsMax + 1) }, ["/roles"]],
    ["a malformed manager", { managerId: "" }, ["/managerId"]],
    ["being one's own manager", { managerId: "usr_1" }, ["/managerId"]],
    [
      "51 limits",
      { approvalLimits: many(51).map((approvalType) => ({ ...limit, approvalType })) },
      ["/approvalLimits"],
    ],
    ["a type with two limits", { approvalLimits: [limit, limit] }, ["/approvalLimits/1/approvalType"]],
    [
      "a limit without a type",
      { approvalLimits: [{ ...limit, approvalType: "" }] },
      ["/approvalLimits/0/approvalType"],
    ],
    ["a negative limit", { approvalLimits: [{ ...limit, amount: "-1" }] }, ["/approvalLimits/0/amount"]],
    ["an amount in words", { approvalLimits: [{ ...limit, amount: "1e6" }] }, ["/approvalLimits/0/amount"]],
    ["no amount", { approvalLimits: [{ approvalType: "*", currency: "SAR" }] }, ["/approvalLimits/0/amount"]],
    ["half a yen", { approvalLimits: [{ ...limit, amount: "0.5", currency: "JPY" }] }, ["/approvalLimits/0/amount"]],
    ["an unknown currency", { approvalLimits: [{ ...limit, currency: "XYZ" }] }, ["/approvalLimits/0/currency"]],
  ])("%s is refused where it stands", (_what, sent, pointers) => {
    expect(pointersOf({ ...noura, ...sent })).toEqual(pointers);
  });

  test("every fault is told at once", () => {
    const sent = {
      userId: "!",
      displayName: "",
      roles: ["!"],
      managerId: "!",
      approvalLimits: [{ approvalType: "!" }],
    };
    const pointers = ["/userId", "/displayName", "/roles/0", "/managerId", "/approvalLimits/0/approvalType"];
    expect(pointersOf(sent)).toEqual(pointers);
  });

  test("a number of more than 15 digits is told to come as a string, with all other faults beside it", () => {
    const approvalLimits = [{ ...limit, amount: "1234567890123456" }];
    expect(parsePutUser({ ...noura, displayName: "", approvalLimits })).toMatchObject({
      ok: false,
      code: "money.use_string",
      faults: [{ pointer: "/displayName" }, { pointer: "/approvalLimits/0/amount" }],
    });
    const asString = [{ ...limit, amount: "1234567890123456.78", amountAsString: true }];
    expect(parsePutUser({ ...noura, approvalLimits: asString })).toMatchObject({
      ok: true,
      value: { approvalLimits: [{ money: { digits: "1234567890123456.78", form: "string" } }] },
    });
  });

  test("roles and teams together fit into a call's header", () => {
    const long = (prefix: string) => many(20).map((id) => prefix + id + "x".repeat(97 - id.length));
    const fits = [...long("a"), ...long("b")].slice(0, Math.floor(idCharactersMax / 101));
    expect(pointersOf({ ...noura, roles: fits.slice(0, 20), teams: fits.slice(20) })).toEqual([]);
    expect(pointersOf({ ...noura, roles: long("a"), teams: long("b") })).toEqual(["/roles"]);
  });

  test("a user is active unless the PUT says otherwise", () => {
    expect(parsePutUser(noura)).toMatchObject({ value: { active: true } });
    expect(parsePutUser({ ...noura, active: false })).toMatchObject({ value: { active: false } });
  });
});
