import { addMilliseconds, type Clock } from "@omni/kernel";
import type { Running } from "../../lifecycle/service.ts";
import type { Transport } from "../transport.ts";
import { type Answered, busName, healthOver } from "./health.ts";

export interface HealthWatchOptions {
  /** To the server that is watched: as its calls go, so do the questions. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** From one round of questions to the next; default 1 s. */
  readonly everyMs?: number;
  /** How long an answer may take; default `everyMs`. */
  readonly timeoutMs?: number;
  /** Waits, or returns early when the signal aborts; handed in so that tests need no real time. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** What is known of another service's health. Two bad answers in a row turn it, one good answer turns it back. */
export interface HealthWatch extends Running {
  /** Why the service takes no work, in plain words; also until its first good answer. */
  notReady(): string | undefined;
  /** True when the service says that the bus does not take its events. No answer says nothing about the bus. */
  busWaits(): boolean;
}

/** Asks a server for its health, as long as it runs. `stop` resolves when the last question has been answered. */
export function watchHealth(options: HealthWatchOptions): HealthWatch {
  const { transport, clock, everyMs = 1_000, timeoutMs = everyMs, sleep } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const ask = healthOver(transport);
  const service = twiceInARow<string>("Nothing is known of it yet.");
  const bus = twiceInARow<true>(undefined);

  const round = async (): Promise<void> => {
    const deadline = addMilliseconds(clock(), timeoutMs);
    const [whole, events] = await Promise.all([ask("", deadline), ask(busName, deadline)]);
    service.judge(complaints[whole]);
    if (events !== "nothing") bus.judge(events === "serving" ? undefined : true);
  };
  const running = (async () => {
    while (!signal.aborted) await Promise.all([round(), sleep(everyMs, signal)]);
  })();
  return {
    notReady: service.complaint,
    busWaits: () => bus.complaint() ?? false,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

const complaints: Readonly<Record<Answered, string | undefined>> = {
  serving: undefined,
  "not serving": "It says that it takes no work now.",
  nothing: "It does not answer.",
};

/** Takes a complaint for true when it comes twice in a row, and forgets it when there is none. */
function twiceInARow<Complaint>(first: Complaint | undefined) {
  let known = first;
  let before = false;
  return {
    complaint: () => known,
    judge(complaint: Complaint | undefined): void {
      if (complaint === undefined || before || known !== undefined) known = complaint;
      before = complaint !== undefined;
    },
  };
}
