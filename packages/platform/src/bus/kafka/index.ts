export type { BusMeter } from "./bus-meter.ts";
export type { Brokers } from "./client.ts";
export { openKafkaBus, type KafkaBusOptions } from "./open-kafka-bus.ts";
export { createTopics, deleteTopics, type TopicDeclaration } from "./topics.ts";
