import type { Log } from "../log/index.ts";
import { Never, type Message, type Subscription } from "./port.ts";

/** Resolves after so many milliseconds, or as soon as the signal aborts; handed in, so that tests own time. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** What delivery needs from an engine: the same rule holds for the log and for Kafka. */
export interface Delivery {
  readonly handler: Subscription["handler"];
  readonly ready: () => boolean;
  readonly sleep: Sleep;
  /** Aborts every wait; the handler in hand is still awaited. */
  readonly stopping: AbortSignal;
  /** The first `count` messages of the batch are done. */
  readonly taken: (count: number) => void;
  /** Makes a dead letter durable, after the group was told; must bear repeats. */
  readonly bury: (message: Message, reason: string) => Promise<void>;
  readonly log: Log;
}

/** Waits before the second, third and fourth try of a message (architecture §3, Bus). */
export const retryWaitsMs = [50, 200, 800] as const;
/** How often a group that is not ready is asked again. */
export const readyPollMs = 100;
/** How often a dead letter that could not be kept is tried again: nothing is ever skipped. */
export const buryAgainMs = 800;

type Outcome = { readonly kind: "taken" | "stopped" } | { readonly kind: "failed"; readonly error: unknown };

/** Hands a batch to its group by the rule of the port (see `Handler`). Resolves early, without skipping, when stopping. */
export async function deliver(batch: readonly Message[], delivery: Delivery): Promise<void> {
  const outcome = await attempt(batch, delivery);
  if (outcome.kind === "taken") return delivery.taken(batch.length);
  if (outcome.kind === "stopped") return;
  for (const [index, message] of batch.entries()) {
    const done = await deliverOne(message, batch.length === 1 ? outcome : undefined, delivery);
    if (!done) return;
    delivery.taken(index + 1);
  }
}

/** Answers false when it was stopped before the message was done. `first` is the outcome of a try already made. */
async function deliverOne(message: Message, first: Outcome | undefined, delivery: Delivery): Promise<boolean> {
  let outcome = first ?? (await attempt([message], delivery));
  for (const wait of retryWaitsMs) {
    if (outcome.kind !== "failed" || outcome.error instanceof Never) break;
    await delivery.sleep(wait, delivery.stopping);
    outcome = await attempt([message], delivery);
  }
  if (outcome.kind === "failed") return bury(message, reasonOf(outcome.error), delivery);
  return outcome.kind === "taken";
}

/** One try. A failure while the group is not ready is not the message's fault: it waits and tries again. */
async function attempt(batch: readonly Message[], delivery: Delivery): Promise<Outcome> {
  while (await untilReady(delivery)) {
    try {
      await delivery.handler(batch);
      return { kind: "taken" };
    } catch (error) {
      delivery.log.warn({ count: batch.length, error }, "Messages were not taken.");
      if (error instanceof Never || delivery.ready()) return { kind: "failed", error };
    }
  }
  return { kind: "stopped" };
}

async function bury(message: Message, reason: string, delivery: Delivery): Promise<boolean> {
  while (await untilReady(delivery)) {
    try {
      await delivery.bury(message, reason);
      delivery.log.error({ reason }, "A message was dead-lettered.");
      return true;
    } catch (error) {
      delivery.log.error({ error }, "A message could not be dead-lettered; it is tried again.");
      await delivery.sleep(buryAgainMs, delivery.stopping);
    }
  }
  return false;
}

/** Answers false when stopping. */
async function untilReady({ ready, sleep, stopping }: Delivery): Promise<boolean> {
  while (!stopping.aborted && !ready()) await sleep(readyPollMs, stopping);
  return !stopping.aborted;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);
