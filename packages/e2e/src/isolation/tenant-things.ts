import type { TestTenant } from "../rail/start-rail.ts";
import { createJourney, freshId, manualTemplate, passKyc } from "../rest/resources.ts";
import { dataOf, type RestAnswer, type RestClient, tokenOf } from "../rest/rest-client.ts";

/** What a position can hold of a tenant. */
export interface TenantThings {
  readonly journey: string;
  readonly template: string;
  readonly user: string;
  readonly customer: string;
  readonly contract: string;
  readonly step: string;
  readonly role: string;
  readonly team: string;
  readonly etag: string;
  readonly token: string;
  /** An idempotency key that the tenant has used. */
  readonly key: string;
  readonly deadLetter: string;
}

export const thingKinds = [
  "journey",
  "template",
  "user",
  "customer",
  "contract",
  "step",
  "role",
  "team",
  "etag",
  "token",
  "key",
  "deadLetter",
] as const satisfies readonly (keyof TenantThings)[];

/** Makes one of each in a tenant. Nothing of it exists in the other. */
export async function makeThings({ admin, app, bury }: TestTenant): Promise<TenantThings> {
  const names = {
    user: freshId("usr_"),
    role: freshId("role_"),
    team: freshId("team_"),
    step: freshId("step_"),
    customer: freshId("cust_"),
    contract: freshId("ctr_"),
    key: freshId("key-"),
  };
  const [template, moved, deadLetter] = await Promise.all([
    makeTemplate(app, names),
    makeJourney(app, names),
    bury(),
    makeUser(admin, names),
  ]);
  const journey = dataOf<{ id: string }>(moved, 200).id;
  return { ...names, deadLetter, journey, template, etag: moved.headers.get("etag") ?? "", token: tokenOf(moved) };
}

type Names = Pick<TenantThings, "user" | "role" | "team" | "step" | "customer" | "contract" | "key">;

async function makeTemplate(app: RestClient, { step }: Names): Promise<string> {
  const steps = [{ id: step, name: "Only step", type: "manual", order: 1 }];
  return dataOf<{ id: string }>(await app.post("/templates", { ...manualTemplate(1), steps }), 201).id;
}

/** A journey that was created and advanced under the same key. */
async function makeJourney(app: RestClient, { customer, contract, key }: Names): Promise<RestAnswer> {
  const relatedTo = [{ type: "contract", id: contract }];
  const headers = { "idempotency-key": key };
  const { id } = await createJourney(app, { customerId: customer, relatedTo }, headers);
  return passKyc(app, id, headers);
}

const makeUser = (admin: RestClient, { user, role, team }: Names): Promise<RestAnswer> =>
  admin.put(`/users/${user}`, { displayName: "Somebody", roles: [role], teams: [team] });

/** The same kinds of things, of nobody. */
export const inventThings = (things: TenantThings): TenantThings => ({
  journey: otherEnd(things.journey),
  template: otherEnd(things.template),
  user: freshId("usr_"),
  customer: freshId("cust_"),
  contract: freshId("ctr_"),
  step: freshId("step_"),
  role: freshId("role_"),
  team: freshId("team_"),
  etag: '"7-cancelled"',
  token: otherEnd(things.token),
  key: freshId("key-"),
  deadLetter: things.deadLetter.replace(/\d+$/, "999999999"),
});

/** The same text but for its last letter or digit. */
const otherEnd = (text: string): string =>
  text.replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (last) => (last === "0" ? "1" : "0"));
