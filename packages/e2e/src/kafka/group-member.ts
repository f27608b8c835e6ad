// A member of a group as a process of its own: `group-member.ts <brokers> <topic> <group>`. It says every message that
// it takes, `key number`, in a line of its own, before the message counts as taken.
import { openKafkaBus } from "@omni/platform/bus/kafka";
import { silentLog } from "@omni/platform/log";
import { writeSync } from "node:fs";

const [brokers = "", topic = "", group = ""] = process.argv.slice(2);
const bus = await openKafkaBus({ brokers: brokers.split(","), clientId: "member", log: silentLog });
await bus.consume({
  topics: [topic],
  group,
  handler: async (batch) => {
    const lines = batch.map(({ key, value }) => `${key} ${Buffer.from(value).toString()}\n`);
    writeSync(1, lines.join(""));
  },
});
process.once("SIGTERM", () => void bus.close().then(() => process.exit(0)));
