import type { Bus } from "@omni/platform/bus";
import { silentLog } from "@omni/platform/log";
import { sleep } from "@omni/platform/work";
import { type EmbeddedOptions, openEmbeddedRail } from "@omni/rail/embedded";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gatedBus } from "./gated-bus.ts";
import type { Ground } from "./ground.ts";
import { journeyTopic, tornEvent } from "./torn-event.ts";

const lettersMax = 10_000;

/** A new directory for rails in this process, without a log. `wrap` stands between each rail and its ports. */
export function embeddedGround(wrap: EmbeddedOptions["wrap"] = {}): Ground {
  const directory = mkdtempSync(join(tmpdir(), "omni-e2e-"));
  const delivery = gatedBus();
  let timelineBus: Bus | undefined;
  const bus = (own: Bus, service: string): Bus => {
    const wrapped = delivery.wrap.bus(wrap.bus?.(own, service) ?? own, service);
    if (service === "timeline") timelineBus = wrapped;
    return wrapped;
  };
  return {
    open: ({ clock, environment }) =>
      openEmbeddedRail({
        environment: { OMNI_DATA_DIR: directory, OMNI_PORT: "0", ...environment },
        log: silentLog,
        wrap: { ...wrap, bus },
        ...(clock && { clock: clock.now }),
      }),
    delivery,
    bury: async (tenantId) => {
      if (!timelineBus) throw new Error("No rail runs.");
      return bury(timelineBus, tenantId);
    },
    loseReadModel: async () => {
      for (const file of globSync(join(directory, "timeline.sqlite*"))) rmSync(file);
    },
    clear: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function bury(bus: Bus, tenantId: string): Promise<string> {
  const event = tornEvent(tenantId);
  await bus.publish([event]);
  for (;;) {
    const letters = await bus.deadLetters(journeyTopic, "timeline", lettersMax);
    const buried = letters.find(({ message }) => message.key === event.key);
    if (buried) return buried.id;
    await sleep(5);
  }
}
