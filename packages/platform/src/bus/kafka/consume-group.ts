import type { Kafka } from "kafkajs";
import type { Consumer, Message } from "../port.ts";
import { groupSession, type GroupSessionDeps } from "./group-session.ts";

export interface GroupConsumer extends Consumer {
  readonly group: string;
  readonly topics: readonly string[];
  /** Hands one message over between two batches; whether the handler took it. */
  replay(message: Message): Promise<boolean>;
}

export interface ConsumeGroupDeps extends Omit<GroupSessionDeps, "client" | "joined"> {
  readonly newClient: () => Kafka;
}

const pauseMaxMs = 2_000;

/** Takes messages until it is stopped. What ends a session, be it topics that are not there yet, begins another. */
export function consumeGroup(deps: ConsumeGroupDeps): GroupConsumer {
  const { subscription, sleep, log, calls } = deps;
  const stopping = new AbortController();
  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const joined = () => {
        failures = 0;
      };
      try {
        await groupSession({ ...deps, client: deps.newClient(), joined }, stopping.signal);
      } catch (error) {
        log.warn({ failures, error }, "A consumer has lost its brokers; it joins its group again.");
        await sleep(Math.min(pauseMaxMs, 100 * 2 ** Math.min(failures, 10)), stopping.signal);
      }
    }
  };
  const running = run();
  return {
    group: subscription.group,
    topics: subscription.topics,
    stop: () => {
      stopping.abort();
      return running;
    },
    replay: (message) =>
      calls.handleAlone([message]).then(
        () => true,
        () => false,
      ),
  };
}
