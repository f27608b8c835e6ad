import type { Bus, Subscription } from "@omni/platform/bus";
import type { Projection } from "@omni/platform/projection";
import type { Collection, Outbox, Store } from "@omni/platform/store";
import type { Wrap } from "@omni/rail/embedded";

/** Where the process can be killed: on both sides of every step that a command and its events take through the ports. */
export const crashPoints = [
  "before commit",
  "after commit",
  "before pending",
  "after pending",
  "before publish",
  "after publish",
  "before acknowledge",
  "after acknowledge",
  "before handler",
  "before apply",
  "after apply",
  // The consumer commits its offset next.
  "after handler",
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Kills the process when a point is passed for the n-th time. */
export interface Fuse {
  arm(point: CrashPoint, passes: number): void;
  readonly pass: (point: CrashPoint) => void;
}

export function openFuse(kill: () => void): Fuse {
  let armed: { point: CrashPoint; passes: number } | undefined;
  return {
    arm: (point, passes) => {
      armed = { point, passes };
    },
    pass: (point) => {
      if (armed?.point === point && --armed.passes <= 0) kill();
    },
  };
}

type Pass = Fuse["pass"];

/** A rail's ports with the fuse in them: journeys are written, relayed, published, consumed and shown through it. */
export const fused = (pass: Pass): Wrap => ({
  store: (store, service) => (service === "journey" ? fusedStore(store, pass) : store),
  bus: (bus, service) => (service === "journey" || service === "timeline" ? fusedBus(bus, pass) : bus),
  projection: (projection) => fusedProjection(projection, pass),
});

type Step = "commit" | "pending" | "publish" | "acknowledge" | "apply" | "handler";

async function between<T>(pass: Pass, step: Step, work: () => Promise<T>): Promise<T> {
  pass(`before ${step}`);
  const value = await work();
  pass(`after ${step}`);
  return value;
}

const fusedStore = (store: Store, pass: Pass): Store => ({
  open: (declaration) => fusedCollection(store.open(declaration), pass),
  outbox: fusedOutbox(store.outbox, pass),
  readEvents: (...asked) => store.readEvents(...asked),
  forgetAnswers: (limit) => store.forgetAnswers(limit),
  ready: () => store.ready(),
  close: () => store.close(),
});

function fusedCollection<State, Summary, Reply>(
  collection: Collection<State, Summary, Reply>,
  pass: Pass,
): Collection<State, Summary, Reply> {
  // The two overloads of `change` differ only in what the port's caller passes on.
  const change = (...asked: Parameters<typeof collection.change>) =>
    between(pass, "commit", () => collection.change(...asked));
  return {
    ...collection,
    create: (...asked) => between(pass, "commit", () => collection.create(...asked)),
    change: change as typeof collection.change,
    put: (...asked) => between(pass, "commit", () => collection.put(...asked)),
  };
}

const fusedOutbox = (outbox: Outbox, pass: Pass): Outbox => ({
  pending: (limit) => between(pass, "pending", () => outbox.pending(limit)),
  acknowledge: (events) => between(pass, "acknowledge", () => outbox.acknowledge(events)),
  woken: (signal) => outbox.woken(signal),
  age: () => outbox.age(),
});

const fusedBus = (bus: Bus, pass: Pass): Bus => ({
  publish: (batch) => between(pass, "publish", () => bus.publish(batch)),
  consume: (subscription) => bus.consume(fusedSubscription(subscription, pass)),
  deadLetters: (...asked) => bus.deadLetters(...asked),
  replay: (letter) => bus.replay(letter),
  lag: (...asked) => bus.lag(...asked),
  close: () => bus.close(),
});

const fusedSubscription = (subscription: Subscription, pass: Pass): Subscription => ({
  ...subscription,
  handler: (batch) => between(pass, "handler", () => subscription.handler(batch)),
});

const fusedProjection = (projection: Projection, pass: Pass): Projection => ({
  apply: (batch) => between(pass, "apply", () => projection.apply(batch)),
  applied: (wanted) => projection.applied(wanted),
  find: (...asked) => projection.find(...asked),
  ready: () => projection.ready(),
  close: () => projection.close(),
});
