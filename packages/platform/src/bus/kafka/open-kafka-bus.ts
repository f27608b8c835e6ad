import type { Admin } from "kafkajs";
import { sleep as realSleep } from "../../work/sleep.ts";
import type { Sleep } from "../deliver.ts";
import type { Bus, DeadLetter, Message, Subscription } from "../port.ts";
import { noMeter, type BusMeter } from "./bus-meter.ts";
import { brief, loadKafkajs, newClient, patient, type Brokers, type Kafkajs } from "./client.ts";
import { connectProducer } from "./connect-producer.ts";
import { consumeGroup, type GroupConsumer } from "./consume-group.ts";
import { readDeadLetters } from "./dead-letter-topic.ts";
import { groupLag } from "./group-lag.ts";
import { handlerCalls } from "./handler-calls.ts";
import { deadLetterOf, deadTopicOf, toDeadRecord, toRecord, type OutgoingRecord, type Place } from "./records.ts";
import { topicSender, type TopicSender } from "./topic-sender.ts";

export interface KafkaBusOptions extends Brokers {
  readonly sleep?: Sleep;
  readonly meter?: BusMeter;
}

const batchMax = 256;

/**
 * The bus on Apache Kafka. Opening it connects to nothing: brokers may come later, and may go. A publish resolves when
 * all in-sync replicas have it; without brokers it rejects within 20 s, and may have left something: publish it again.
 * Consumers come back by themselves. The topics, and `<topic>.dlq` beside each that is consumed, are there already.
 */
export async function openKafkaBus(options: KafkaBusOptions): Promise<Bus> {
  const kafkajs = await loadKafkajs();
  const consumers = new Set<GroupConsumer>();
  const senders = openSenders(kafkajs, options);
  const admin = openAdmin(kafkajs, options);
  let closed = false;
  const refuseWhenClosed = () => {
    if (closed) throw new Error("The bus is closed.");
  };
  const deadLetters = (topic: string) =>
    admin.use((connected) => readDeadLetters(newClient(kafkajs, options, brief), connected, deadTopicOf(topic)));

  return {
    publish: async (batch) => {
      refuseWhenClosed();
      const topics = [...Map.groupBy(batch, ({ topic }) => topic)];
      await Promise.all(topics.map(([topic, messages]) => senders.send(topic, messages.map(toRecord))));
    },
    consume: async (subscription) => {
      refuseWhenClosed();
      const consumer = startConsumer(kafkajs, options, senders, subscription);
      consumers.add(consumer);
      return { stop: () => consumer.stop().finally(() => consumers.delete(consumer)) };
    },
    deadLetters: async (topic, group, limit) =>
      (await deadLetters(topic)).filter((letter) => letter.group === group).slice(0, limit),
    replay: async ({ id, group, message: { topic } }) => {
      const consumer = [...consumers].find((one) => one.group === group && one.topics.includes(topic));
      const letter = consumer && (await deadLetters(topic)).find((one) => one.id === id);
      if (!letter || !(await consumer?.replay(letter.message))) return false;
      await senders.send(deadTopicOf(topic), [{ key: id, value: null }]);
      return true;
    },
    lag: (topic, group) => admin.use((connected) => groupLag(connected, topic, group)),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await Promise.all([senders.close(), admin.close()]);
    },
  };
}

function startConsumer(
  kafkajs: Kafkajs,
  options: KafkaBusOptions,
  senders: Senders,
  subscription: Subscription,
): GroupConsumer {
  const { group, onDeadLetter, handler } = subscription;
  const { meter = noMeter, sleep = realSleep } = options;
  const limit = subscription.batchMax ?? batchMax;
  const bury = async (message: Message, place: Place, reason: string) => {
    const letter: DeadLetter = deadLetterOf(group, message, place, reason);
    await onDeadLetter?.(letter);
    await senders.send(deadTopicOf(message.topic), [toDeadRecord(letter, place)]);
    meter.deadLettered({ group, topic: message.topic });
  };
  return consumeGroup({
    newClient: () => newClient(kafkajs, options, patient),
    subscription,
    calls: handlerCalls(handler, limit),
    batchMax: limit,
    bury,
    sleep,
    meter,
    log: options.log.with({ group }),
  });
}

interface Senders {
  send(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** One sender per topic, so that one that is refused does not hold up the others. */
function openSenders(kafkajs: Kafkajs, brokers: Brokers): Senders {
  const senders = new Map<string, TopicSender>();
  return {
    send: (topic, records) => {
      const known = senders.get(topic);
      const sender =
        known ?? topicSender({ topic, connect: () => connectProducer(kafkajs, newClient(kafkajs, brokers, brief)) });
      senders.set(topic, sender);
      return sender.send(records);
    },
    close: async () => {
      await Promise.all([...senders.values()].map((sender) => sender.close()));
    },
  };
}

/** One connection for questions, made when the first is asked. */
function openAdmin(kafkajs: Kafkajs, brokers: Brokers) {
  let connecting: Promise<Admin> | undefined;
  const connect = async () => {
    const admin = newClient(kafkajs, brokers, brief).admin();
    await admin.connect();
    return admin;
  };
  const close = async () => {
    const mine = connecting;
    connecting = undefined;
    await mine?.then((admin) => admin.disconnect()).catch(() => undefined);
  };
  const ask = async <Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> =>
    question(await (connecting ??= connect()));
  const use = async <Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
    if (!connecting) return ask(question);
    try {
      return await ask(question);
    } catch {
      // It may be old: its brokers have changed, or a topic that it once asked for is gone.
      await close();
      return ask(question);
    }
  };
  return { use, close };
}
