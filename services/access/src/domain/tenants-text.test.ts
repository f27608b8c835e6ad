import { describe, expect, test } from "vitest";
import { parseTenants } from "./tenants-text.ts";

const defaults = { decisionsByUserTokenOnly: true };
const alpha = { id: "tnt_alpha", zone: "Asia/Riyadh" };
const parse = (file: unknown) => parseTenants(JSON.stringify(file), defaults);
const pointersOf = (file: unknown) => {
  const parsed = parse(file);
  return parsed.ok ? [] : parsed.faults.map(({ pointer }) => pointer);
};

describe("parseTenants", () => {
  test("a tenant that says little gets the defaults", () => {
    expect(parse({ tenants: [alpha] })).toEqual({
      ok: true,
      value: [{ ...alpha, delegationDaysMax: 90, decisionsByUserTokenOnly: true }],
    });
  });

  test("a tenant's own settings count", () => {
    const own = { ...alpha, delegationDaysMax: 30, decisionsByUserTokenOnly: false };
    expect(parse({ tenants: [own] })).toEqual({ ok: true, value: [own] });
  });

  test.each([
    ["an empty file of tenants", { tenants: [] }, ["/tenants"]],
    ["no list", { tenants: alpha }, ["/tenants"]],
    ["a list alone", [alpha], [""]],
    ["a tenant that is a text", { tenants: ["tnt_alpha"] }, ["/tenants/0"]],
    ["an unknown setting at the top", { tenants: [alpha], mode: 1 }, ["/mode"]],
    ["a misspelt setting", { tenants: [{ ...alpha, zones: "UTC" }] }, ["/tenants/0/zones"]],
    ["no id", { tenants: [{ zone: "UTC" }] }, ["/tenants/0/id"]],
    ["an id of another kind", { tenants: [{ ...alpha, id: "alpha" }] }, ["/tenants/0/id"]],
    ["an id with a line break", { tenants: [{ ...alpha, id: "tnt_a\n" }] }, ["/tenants/0/id"]],
    ["no zone", { tenants: [{ id: "tnt_alpha" }] }, ["/tenants/0/zone"]],
    ["a zone that is none", { tenants: [{ ...alpha, zone: "Asia/Riad" }] }, ["/tenants/0/zone"]],
    ["an offset for a zone", { tenants: [{ ...alpha, zone: "+03:00" }] }, ["/tenants/0/zone"]],
    ["half a day", { tenants: [{ ...alpha, delegationDaysMax: 0.5 }] }, ["/tenants/0/delegationDaysMax"]],
    ["no days", { tenants: [{ ...alpha, delegationDaysMax: 0 }] }, ["/tenants/0/delegationDaysMax"]],
    ["days without end", { tenants: [{ ...alpha, delegationDaysMax: 367 }] }, ["/tenants/0/delegationDaysMax"]],
    [
      "a switch in words",
      { tenants: [{ ...alpha, decisionsByUserTokenOnly: "no" }] },
      ["/tenants/0/decisionsByUserTokenOnly"],
    ],
    ["a tenant twice", { tenants: [alpha, alpha] }, ["/tenants/1/id"]],
    [
      "several faults",
      {
        tenants: [
          { id: 1, zone: 2, delegationDaysMax: 3.5 },
          { ...alpha, x: 1 },
        ],
      },
      ["/tenants/0/id", "/tenants/0/zone", "/tenants/0/delegationDaysMax", "/tenants/1/x"],
    ],
  ])("%s is refused where it stands", (_what, file, pointers) => {
    expect(pointersOf(file)).toEqual(pointers);
  });

  test("a text that is not JSON is refused", () => {
    expect(parseTenants("{tenants: []}", defaults)).toMatchObject({ ok: false, faults: [{ pointer: "" }] });
  });
});
