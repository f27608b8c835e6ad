import { instant, type Clock } from "@omni/kernel";
import type { Call } from "../rpc/call.ts";

/** The name under which the rail itself acts: clock events, development data. */
export const systemActor = { id: "system", name: "Omnichannel Rail", roles: [], teams: [], kind: "client" } as const;

/** A call that nobody made: the rail acts by itself for one tenant. Its answer is not encoded; nobody waits for it. */
export function systemCall<Reply>(tenantId: string, clock: Clock): Call<undefined, Reply> {
  const now = clock();
  const deadline = instant(now + 60_000);
  return {
    request: undefined,
    scope: { tenantId },
    caller: { tenantId, zone: "UTC", clientId: "system", scopes: [], actor: systemActor, expiresAt: deadline },
    actor: systemActor,
    seen: [],
    correlationId: "system",
    deadline,
    answer: () => ({ encoded: new Uint8Array() }),
    consistencyAfter: () => "",
    onward: () => Promise.reject(new Error("the rail's own calls carry no credential")),
  };
}
