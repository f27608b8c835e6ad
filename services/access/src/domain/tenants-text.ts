import { accepted, type Fault, invalid, parseJson, type Result } from "@omni/kernel";
import type { Tenant } from "./tenant.ts";

/** What counts for a tenant that does not say. */
export interface TenantDefaults {
  readonly decisionsByUserTokenOnly: boolean;
}

const memberNames = ["id", "zone", "delegationDaysMax", "decisionsByUserTokenOnly"];
const delegationDays = { max: 366, default: 90 } as const;

/**
 * Reads the tenants file: `{"tenants": [{"id", "zone", "delegationDaysMax"?, "decisionsByUserTokenOnly"?}, …]}`, at
 * most 500. Refuses, with a pointer and what is expected for each fault: anything missing, unknown, doubled or out of
 * bounds.
 */
export function parseTenants(text: string, defaults: TenantDefaults): Result<readonly Tenant[]> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const file = parsed.value.plain;
  if (!isRecord(file)) return invalid({ pointer: "", detail: "Must be an object with the member tenants." });
  const items = file["tenants"];
  if (!isList(items) || items.length === 0) {
    return invalid({ pointer: "/tenants", detail: "Must be a list of at least one tenant." });
  }
  const tenants = items.map((item, index) => parseTenant(item, `/tenants/${index}`, defaults));
  const faults = [...strangers(file, ["tenants"], ""), ...faultsOf(tenants), ...doubled(tenants)];
  if (faults.length > 0) return invalid(...faults);
  return accepted(tenants.flatMap((tenant) => (tenant.ok ? [tenant.value] : [])));
}

function parseTenant(item: unknown, pointer: string, defaults: TenantDefaults): Result<Tenant> {
  if (!isRecord(item)) return invalid({ pointer, detail: "Must be an object." });
  const unknown = strangers(item, memberNames, pointer);
  const id = readId(item["id"], `${pointer}/id`);
  const zone = readZone(item["zone"], `${pointer}/zone`);
  const days = readDays(item["delegationDaysMax"], `${pointer}/delegationDaysMax`);
  const tokenOnly = readSwitch(
    item["decisionsByUserTokenOnly"],
    defaults.decisionsByUserTokenOnly,
    `${pointer}/decisionsByUserTokenOnly`,
  );
  if (unknown.length > 0 || !id.ok || !zone.ok || !days.ok || !tokenOnly.ok) {
    return invalid(...unknown, ...faultsOf([id, zone, days, tokenOnly]));
  }
  return accepted({
    id: id.value,
    zone: zone.value,
    delegationDaysMax: days.value,
    decisionsByUserTokenOnly: tokenOnly.value,
  });
}

const readId = (value: unknown, pointer: string): Result<string> =>
  typeof value === "string" && /^tnt_[a-z0-9_]{1,60}$/.test(value)
    ? accepted(value)
    : invalid({ pointer, detail: "Must be tnt_ and 1 to 60 small letters, digits or _." });

const readZone = (value: unknown, pointer: string): Result<string> =>
  typeof value === "string" && isZone(value)
    ? accepted(value)
    : invalid({ pointer, detail: "Must be an IANA zone such as Asia/Riyadh." });

const readDays = (value: unknown, pointer: string): Result<number> => {
  if (value === undefined) return accepted(delegationDays.default);
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= delegationDays.max
    ? accepted(value)
    : invalid({ pointer, detail: `Must be a whole number from 1 to ${delegationDays.max}.` });
};

const readSwitch = (value: unknown, otherwise: boolean, pointer: string): Result<boolean> => {
  if (value === undefined) return accepted(otherwise);
  return typeof value === "boolean" ? accepted(value) : invalid({ pointer, detail: "Must be true or false." });
};

// Offsets such as +03:00 are a zone to Intl, but days are computed over years of a zone's law: names only.
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const strangers = (
  item: Readonly<Record<string, unknown>>,
  known: readonly string[],
  pointer: string,
): readonly Fault[] =>
  Object.keys(item)
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: `${pointer}/${name}`, detail: `Is not known; known are: ${known.join(", ")}.` }));

const faultsOf = (results: readonly Result<unknown>[]): readonly Fault[] =>
  results.flatMap((result) => (result.ok ? [] : result.faults));

const doubled = (tenants: readonly Result<Tenant>[]): readonly Fault[] => {
  const ids = tenants.map((tenant) => (tenant.ok ? tenant.value.id : undefined));
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [{ pointer: `/tenants/${index}/id`, detail: "Must be unique; another tenant above has it." }]
      : [],
  );
};
