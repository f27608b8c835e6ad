import { accepted, addMilliseconds, instant, refusal, type Instant, type Result } from "@omni/kernel";
import type { Call, Outgoing, SeenWrite } from "@omni/platform/rpc";
import { catchUp, type CatchUp, type CatchUpDeps } from "../consumers/catch-up.ts";
import type { EventPlace } from "../domain/timeline-event.ts";

export interface AwaitWritesDeps extends CatchUpDeps {
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

type Reader = Pick<Call, "scope" | "seen" | "deadline" | "onward">;

/** Contract §1, "Read your own write". */
const waitMaxMs = 2_000;

/**
 * Makes the projection hold every write that the caller has seen: fetches what it lacks from the producers, in the
 * caller's name. Refuses with `consistency.timeout` when that does not succeed within 2 s, or by the deadline.
 */
export async function awaitWrites(deps: AwaitWritesDeps, call: Reader): Promise<Result<undefined>> {
  const lacking = await lackingOf(deps, call);
  if (lacking.length === 0) return accepted(undefined);
  const deadline = instant(Math.min(call.deadline, addMilliseconds(deps.clock(), waitMaxMs)));
  const outgoing = inCallersName(call, deadline);
  const fetched = lacking.map((upTo) => fetchUpTo(deps, { upTo, outgoing, gaps: false }));
  const all = Promise.all(fetched).then((each) => each.every(Boolean));
  return (await within(deps, deadline, all)) ? accepted(undefined) : refusal("consistency.timeout");
}

async function fetchUpTo(deps: CatchUpDeps, wanted: CatchUp): Promise<boolean> {
  try {
    const reached = await catchUp(deps, wanted);
    return reached.ok && reached.value;
  } catch (error) {
    // A store that is away is no bug.
    if (deps.projection.ready()) throw error;
    return false;
  }
}

async function lackingOf({ projection }: CatchUpDeps, { scope, seen }: Reader): Promise<readonly EventPlace[]> {
  if (seen.length === 0) return [];
  const applied = await projection.applied(
    seen.map(({ aggregateType, aggregateId }) => ({ scope, aggregate: `${aggregateType}/${aggregateId}` })),
  );
  return seen
    .filter(({ sequence }, index) => sequence > (applied[index] ?? 0))
    .map((write) => placeOf(scope.tenantId, write));
}

const placeOf = (tenantId: string, { aggregateType, aggregateId, sequence }: SeenWrite): EventPlace => ({
  tenantId,
  aggregateType,
  aggregateId,
  sequence,
});

/** Asks once per service for what to send along. */
function inCallersName(call: Reader, deadline: Instant): (service: string) => Promise<Result<Outgoing>> {
  const asked = new Map<string, Promise<Result<Outgoing>>>();
  const ask = async (service: string): Promise<Result<Outgoing>> => {
    const outgoing = await call.onward(service);
    return outgoing.ok ? accepted({ ...outgoing.value, deadline }) : outgoing;
  };
  return (service) => {
    const answer = asked.get(service) ?? ask(service);
    asked.set(service, answer);
    return answer;
  };
}

/** What the work answers, or false when the deadline comes first; the work then goes on and serves the next reader. */
async function within({ clock, sleep }: AwaitWritesDeps, deadline: Instant, work: Promise<boolean>): Promise<boolean> {
  const done = new AbortController();
  const late = sleep(Math.max(0, deadline - clock()), done.signal).then(() => false);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
