import type { Projection } from "@omni/platform/projection";
import { afterEach, expect, test } from "vitest";
import { engine } from "./rail/engine.ts";
import { startCluster, startEmbedded, type TestRail } from "./rail/start-rail.ts";
import { newJourney, timelinePath } from "./rest/resources.ts";
import { problemOf, tokenOf } from "./rest/rest-client.ts";

/** A rail whose timeline cannot learn of what is written. */
interface Broken {
  readonly rail: TestRail;
  /** Called when something has been written. */
  readonly keepBack: () => void;
  readonly mend: () => void;
}

/** A read model that takes nothing. */
async function startWithoutRoom(): Promise<Broken> {
  const broken = (projection: Projection): Projection => ({
    ...projection,
    apply: () => Promise.reject(new Error("no room")),
    ready: () => false,
  });
  return {
    rail: await startEmbedded({ wrap: { projection: broken } }),
    keepBack: () => undefined,
    mend: () => undefined,
  };
}

/** A bus that stands still, and a journey service that cannot be asked for its events either. */
async function startWithPauses(): Promise<Broken> {
  const rail = await startCluster();
  rail.delivery.hold();
  const signal = (name: NodeJS.Signals): void => {
    for (const { pid, service } of rail.ground.cluster().processes())
      if (service === "journey") process.kill(pid, name);
  };
  return {
    rail,
    keepBack: () => signal("SIGSTOP"),
    mend: () => signal("SIGCONT"),
  };
}

let broken: Broken;
afterEach(async () => {
  broken.mend();
  await broken.rail.stop();
});

test("what cannot be made readable in time is 503, never an incomplete answer", async () => {
  broken = await (engine === "cluster" ? startWithPauses() : startWithoutRoom());
  const { app } = broken.rail.alpha;
  const created = await app.post("/journeys", newJourney({ customerId: "cust_broken" }));
  broken.keepBack();
  const begun = performance.now();
  const answer = await app.get(timelinePath("customer", "cust_broken"), { "omni-consistency": tokenOf(created) });
  expect([answer.status, problemOf(answer).code]).toEqual([503, "consistency.timeout"]);
  expect(answer.headers.get("retry-after")).not.toBeNull();
  expect(performance.now() - begun).toBeLessThan(4_000);
});
