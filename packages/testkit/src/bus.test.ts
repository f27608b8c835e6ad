import { busContract, type BusBench } from "./bus.ts";
import { manualTime } from "./manual-time.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLogBus } from "@omni/platform/bus/log";
import { silentLog } from "@omni/platform/log";

busContract("The log", async (): Promise<BusBench> => {
  const folder = await mkdtemp(join(tmpdir(), "omni-bus-"));
  const { clock, sleep, advance } = manualTime();
  const open = () => openLogBus({ file: join(folder, "bus.sqlite"), clock, sleep, log: silentLog });
  let bus = open();
  let topics = 0;
  return {
    bus: () => bus,
    topic: async () => `omni.test${topics++}.v1`,
    discard: () => Promise.resolve(),
    reopen: async () => {
      await bus.close();
      bus = open();
    },
    pass: advance,
    close: async () => {
      await bus.close();
      await rm(folder, { recursive: true });
    },
  };
});
