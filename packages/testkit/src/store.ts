import { describe } from "vitest";
import { storeBench, type OpenStore } from "./store/bench.ts";
import { clockContract } from "./store/clock-events.ts";
import { eventContract } from "./store/events.ts";
import { motionContract } from "./store/finds-in-motion.ts";
import { findContract } from "./store/finds.ts";
import { keyContract } from "./store/keys.ts";
import { writeContract } from "./store/writes.ts";

export { accounts } from "./store/accounts.ts";
export { valueOf, type OpenStore } from "./store/bench.ts";

/** The contract of the Store port: every engine passes all of it. */
export function storeContract(engine: string, openStore: OpenStore): void {
  const bench = storeBench(openStore);
  describe(`store on ${engine}`, () => {
    writeContract(bench);
    clockContract(bench);
    keyContract(bench);
    eventContract(bench);
    findContract(bench);
    motionContract(bench);
  });
}
