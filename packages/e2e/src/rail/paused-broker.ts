import type { Delivery } from "./delivery.ts";

/** How long the broker works between two pauses. */
const worksMs = 40;

/** Pauses a broker's process: its connections stand, and nothing comes out of them. */
export function pausedBroker(pid: () => number | undefined): Delivery {
  let pauses: NodeJS.Timeout | undefined;
  const send = (signal: NodeJS.Signals): void => {
    const running = pid();
    if (running !== undefined) process.kill(running, signal);
  };
  const release = (): void => {
    clearInterval(pauses);
    pauses = undefined;
    send("SIGCONT");
  };
  return {
    hold: () => {
      release();
      send("SIGSTOP");
    },
    slowDown: (milliseconds) => {
      release();
      const pause = (): void => {
        send("SIGSTOP");
        setTimeout(() => pauses && send("SIGCONT"), milliseconds);
      };
      pauses = setInterval(pause, milliseconds + worksMs);
      pause();
    },
    release,
  };
}
