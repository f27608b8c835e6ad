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

interface TestUser {
  readonly id: string;
  readonly active?: boolean;
  readonly managerId?: string;
}

const staff: readonly TestUser[] = [
  { id: "usr_rm_001" },
  { id: "usr_rm_002", managerId: "usr_manager_001" },
  { id: "usr_left", active: false },
];

/** An access service that knows these users. */
const accessOf = (users: readonly TestUser[]): Deps["access"] => ({
  getUser: async (_outgoing, { userId }) => {
    const user = users.find(({ id }) => id === userId);
    if (user === undefined) return refusal("user.not_found");
    const reply = { roles: [], teams: [], approvalLimits: [], active: true, ...user };
    return accepted({ replayed: false, reply });
  },
});

const random: Random = (bytes) => webcrypto.getRandomValues(bytes);

export function openForTests(users = staff) {
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
    access: accessOf(users),
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
