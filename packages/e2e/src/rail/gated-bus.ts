import type { Bus, Handler } from "@omni/platform/bus";
import type { Wrap } from "@omni/rail/embedded";
import type { Delivery } from "./delivery.ts";

/** A bus whose consumers can be held: what is published waits, as behind a slow or stopped consumer. */
export interface GatedBus extends Delivery {
  readonly wrap: Pick<Required<Wrap>, "bus">;
}

export function gatedBus(): GatedBus {
  let gate: PromiseWithResolvers<void> | undefined;
  let delayMs = 0;
  const passed: Handler = async () => {
    await gate?.promise;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  };
  const held = (bus: Bus): Bus => ({
    ...bus,
    consume: ({ handler, ...subscription }) =>
      bus.consume({
        ...subscription,
        handler: async (batch) => {
          await passed(batch);
          await handler(batch);
        },
      }),
  });
  return {
    wrap: { bus: held },
    hold: () => {
      gate ??= Promise.withResolvers();
    },
    release: () => {
      gate?.resolve();
      gate = undefined;
      delayMs = 0;
    },
    slowDown: (milliseconds) => {
      delayMs = milliseconds;
    },
  };
}
