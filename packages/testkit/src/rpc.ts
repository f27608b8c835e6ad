import { describe } from "vitest";
import { consistencyContract, idempotencyContract, tracingContract } from "./rpc/beside.ts";
import { actorContract, authorityContract, credentialContract } from "./rpc/caller.ts";
import { exchangeContract, refusalContract } from "./rpc/exchange.ts";
import { bugContract, closingContract, deadlineContract } from "./rpc/failure.ts";
import type { OpenTransport } from "./rpc/world.ts";

export type { OpenedTransport, OpenTransport } from "./rpc/world.ts";

/** What every transport promises: handlers and callers cannot tell which one is between them. */
export function rpcContract(name: string, open: OpenTransport): void {
  describe(`rpc, ${name}`, () => {
    exchangeContract(open);
    refusalContract(open);
    bugContract(open);
    deadlineContract(open);
    closingContract(open);
    credentialContract(open);
    authorityContract(open);
    actorContract(open);
    idempotencyContract(open);
    consistencyContract(open);
    tracingContract(open);
  });
}
