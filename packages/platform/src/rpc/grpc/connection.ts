import { type Client, connectivityState } from "@grpc/grpc-js";

/**
 * The connection to one peer. It is made at the first need and again as soon as it is lost. An attempt that takes too
 * long is given up and made anew: grpc-js would wait for a peer that accepts and says nothing as long as that one
 * lives, although another might answer at the same address.
 */
export interface Connection {
  /** Through which a call goes now. */
  readonly client: () => Client;
  readonly isReady: () => boolean;
  /** Resolves with true when it stands, or with false at `until` (by the machine's clock) or when it is closed. */
  ready(until: number): Promise<boolean>;
  /** Calls in hand are finished. */
  close(): void;
}

/** How long an attempt may take at first; twice as long after each that was given up, up to the maximum. */
const attemptMs = 1_500;
// A connection that was given up lives on until the peer or the system ends it: the pauses keep them few.
const attemptMsMax = 24_000;

/** A connection over what `open` makes: one client after another. */
export function connection(open: () => Client): Connection {
  const waiting = waitingCalls();
  let client = open();
  let followed: Client | undefined;
  let closed = false;
  let patienceMs = attemptMs;
  let attempt: NodeJS.Timeout | undefined;

  const giveUp = (): void => {
    const given = client;
    attempt = undefined;
    patienceMs = Math.min(2 * patienceMs, attemptMsMax);
    client = open();
    // Ends the calls that wait in it; those that have begun are finished where they are.
    given.close();
    if (waiting.any()) follow(client);
  };

  const follow = (one: Client): void => {
    if (one !== client || closed) return;
    followed = one;
    // Connects when it is idle: so also when the last connection has just been lost.
    const state = one.getChannel().getConnectivityState(true);
    if (state === connectivityState.READY) {
      clearTimeout(attempt);
      attempt = undefined;
      patienceMs = attemptMs;
      waiting.end(true);
    } else {
      attempt ??= setTimeout(giveUp, patienceMs).unref();
    }
    // Not at once: grpc-js is in the middle of the change.
    one.getChannel().watchConnectivityState(state, Infinity, () => queueMicrotask(() => follow(one)));
  };

  return {
    client: () => client,
    isReady: () => client.getChannel().getConnectivityState(false) === connectivityState.READY,
    ready(until) {
      if (closed) return Promise.resolve(false);
      const ready = waiting.enter(until);
      if (followed !== client) follow(client);
      return ready;
    },
    close() {
      closed = true;
      clearTimeout(attempt);
      waiting.end(false);
      client.close();
    },
  };
}

/** Calls that wait for one thing, each for as long as it may. */
function waitingCalls() {
  const calls = new Set<(ready: boolean) => void>();
  return {
    any: () => calls.size > 0,
    enter: (until: number): Promise<boolean> =>
      new Promise((resolve) => {
        const end = (ready: boolean): void => {
          clearTimeout(timer);
          calls.delete(end);
          resolve(ready);
        };
        const timer = setTimeout(end, until - Date.now(), false);
        calls.add(end);
      }),
    end: (ready: boolean): void => {
      for (const end of calls) end(ready);
    },
  };
}
