import { createTopics } from "@omni/platform/bus/kafka";
import { CannotStart } from "@omni/platform/lifecycle";
import { openLog } from "@omni/platform/log";
import { readVariables, serviceVariables } from "@omni/platform/process";
import { readFileSync } from "node:fs";
import { reasonOf } from "../cannot-start.ts";
import { parseTopics } from "../topics.ts";

/**
 * `node make-topics.js <file>`: makes the topics of a file like deploy/topics.yaml in the Kafka that
 * `OMNI_KAFKA_BROKERS` names. May be repeated; topics that are there stay as they are. Exit code 1 when it cannot.
 */
async function main([file]: readonly string[]): Promise<0 | 1> {
  try {
    if (file === undefined) throw new CannotStart("usage: make-topics <file>, one like deploy/topics.yaml");
    const { OMNI_KAFKA_BROKERS } = serviceVariables("");
    const { OMNI_KAFKA_BROKERS: brokers } = readVariables({ OMNI_KAFKA_BROKERS }, process.env);
    const topics = parseTopics(read(file));
    const log = openLog({ level: "warn", format: "lines" });
    await createTopics({ brokers, clientId: "omni-topics", log }, topics);
    console.log(`Kafka has ${topics.map(({ name }) => name).join(", ")}.`);
    return 0;
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : `The topics cannot be made: ${reasonOf(error)}`);
    return 1;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CannotStart(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

// kafkajs leaves timers behind.
process.exit(await main(process.argv.slice(2)));
