import type { TestTenant } from "../rail/start-rail.ts";
import { createJourney, freshId, manualTemplate, passKyc } from "../rest/resources.ts";
import { dataOf, tokenOf } from "../rest/rest-client.ts";

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
}

/** Makes one of each in a tenant. Nothing of it exists in the other. */
export async function makeThings({ admin, app }: TestTenant): Promise<TenantThings> {
  const [user, role, team, step] = ["usr_", "role_", "team_", "step_"].map(freshId) as [string, string, string, string];
  dataOf(await admin.put(`/users/${user}`, { displayName: "Somebody", roles: [role], teams: [team] }), 200);
  const steps = [{ id: step, name: "Only step", type: "manual", order: 1 }];
  const made = await app.post("/templates", { ...manualTemplate(1), steps });
  const template = dataOf<{ id: string }>(made, 201).id;
  const [customer, contract, key] = ["cust_", "ctr_", "key-"].map(freshId) as [string, string, string];
  const relatedTo = [{ type: "contract", id: contract }];
  const { id: journey } = await createJourney(app, { customerId: customer, relatedTo }, { "idempotency-key": key });
  const moved = await passKyc(app, journey, { "idempotency-key": key });
  const etag = moved.headers.get("etag") ?? "";
  return { journey, template, user, customer, contract, step, role, team, etag, token: tokenOf(moved), key };
}

/** The same kinds of things, of nobody. */
export function inventThings(things: TenantThings): TenantThings {
  const other = (text: string): string => text.replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (last) => (last === "0" ? "1" : "0"));
  return {
    journey: other(things.journey),
    template: other(things.template),
    user: freshId("usr_"),
    customer: freshId("cust_"),
    contract: freshId("ctr_"),
    step: freshId("step_"),
    role: freshId("role_"),
    team: freshId("team_"),
    etag: '"7-cancelled"',
    token: other(things.token),
    key: freshId("key-"),
  };
}
