import type * as kafkajsModule from "kafkajs";
import type { Kafka, RetryOptions } from "kafkajs";
import type { Log } from "../../log/index.ts";
import { calmTimers } from "./calm-timers.ts";

/** Where the brokers are, and how we call ourselves to them. */
export interface Brokers {
  /** `host:port` of some brokers; they tell of the others. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Log;
}

export type Kafkajs = typeof kafkajsModule;

/** kafkajs, with its timers calmed. Loaded when it is needed: it takes 50 ms. */
export async function loadKafkajs(): Promise<Kafkajs> {
  calmTimers();
  return import("kafkajs");
}

// All five are said: kafkajs has other defaults where NODE_ENV is "test".
const pace = { initialRetryTime: 100, maxRetryTime: 1_000, factor: 0.2, multiplier: 2 };
/**
 * Ten minutes: what reads waits for its broker. Giving up costs: the group would wait 6 s for the member that gave up
 * when the brokers are back.
 */
export const patient: RetryOptions = { ...pace, retries: 600 };
/** 7 s or so: what somebody waits for gives up in time. */
export const brief: RetryOptions = { ...pace, retries: 9 };

/** Every producer, consumer and admin gets a client of its own: kafkajs shares committed offsets within one. */
export function newClient(kafkajs: Kafkajs, { brokers, clientId, log }: Brokers, retry: RetryOptions): Kafka {
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    retry,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    logLevel: kafkajs.logLevel.WARN,
    // It reports every try that failed as an error; what matters of it is said by whoever called it.
    logCreator:
      () =>
      ({ namespace, log: { message } }) =>
        log.debug({ component: `kafkajs ${namespace}`, reason: message }, "kafkajs says"),
  });
}
