import type { KafkaProvided } from "@omni/testkit/kafka-broker";
import type { TestProject } from "vitest/node";
import { inOwnProcess } from "./in-own-process.ts";

/** One broker for all suites of a run: the given one, else one that is started here and gone afterwards. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given: KafkaProvided["kafkaBrokers"] | undefined = process.env["OMNI_KAFKA_BROKERS"];
  if (given) {
    provide("kafkaBrokers", given);
    return undefined;
  }
  const { address, end } = await inOwnProcess("kafka-process.ts");
  provide("kafkaBrokers", address);
  return end;
}
