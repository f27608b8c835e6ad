import { accepted, idsFrom, type Random, refusal } from "@omni/kernel";
import type { Call } from "@omni/platform/rpc";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { type CallWish, testCall } from "@omni/testkit/calls";
import { testClock } from "@omni/testkit/clocks";
import { webcrypto } from "node:crypto";
import type { Deps } from "../rpc/deps.ts";
import { journeys } from "../journeys.ts";
import { templates } from "../templates.ts";

// Only tests import this file: the service's handlers on a store in memory, with a clock that stands still.

/** The users whom the access service of the tests knows. */
const users: ReadonlyMap<string, boolean> = new Map([
  ["usr_rm_001", true],
  ["usr_rm_002", true],
  ["usr_left", false],
]);

const access: Deps["access"] = {
  getUser: async (_outgoing, { userId = "" }) => {
    const active = users.get(userId ?? "");
    if (active === undefined) return refusal("user.not_found");
    return accepted({ replayed: false, reply: { roles: [], teams: [], approvalLimits: [], active } });
  },
};

const random: Random = (bytes) => webcrypto.getRandomValues(bytes);

export function openForTests() {
  const clock = testClock();
  const store = openSqliteStore({
    file: ":memory:",
    collections: [journeys, templates],
    clock: clock.now,
    ids: idsFrom(clock.now, random),
    random,
    sleep: () => Promise.resolve(),
  });
  const deps: Deps = {
    journeys: store.open(journeys),
    templates: store.open(templates),
    readEvents: (...asked) => store.readEvents(...asked),
    access,
    clock: clock.now,
  };
  return { clock, store, deps };
}

/** A verified call with a request, as the interceptor hands it to a handler; replies come back as JSON. */
export const callWith = <Request, Reply>(request: Request, wish: CallWish = {}): Call<Request, Reply> => ({
  ...testCall<Reply>({ body: JSON.stringify(request), ...wish }),
  request,
  onward: () => Promise.resolve(accepted({ credential: undefined })),
});

/** What a test may say of a template besides its steps. */
export interface TemplateWish {
  readonly id?: string;
  readonly category?: string;
  readonly status?: string;
}

/** A template of `manual` steps that ask for nothing: `step_1`, `step_2`… */
export const plainTemplate = (steps: number, more: TemplateWish = {}) => ({
  name: "Plain",
  category: "servicing",
  steps: Array.from({ length: steps }, (_, index) => ({
    id: `step_${index + 1}`,
    name: `Step ${index + 1}`,
    type: "manual",
    order: index + 1,
    documentsRequired: [],
  })),
  ...more,
});
