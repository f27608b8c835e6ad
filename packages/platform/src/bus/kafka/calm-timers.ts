import { createRequire } from "node:module";

/** What the patch touches of kafkajs' RequestQueue. */
export interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
}

const lookAgainMs = 10;

/** kafkajs' own, but that it sets no timer while nothing waits: whoever adds a request schedules again. */
function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  const throttledMs = this.throttledUntil - Date.now();
  const look = () => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  };
  this.throttleCheckTimeoutId = setTimeout(look, throttledMs > 0 ? throttledMs : lookAgainMs);
}

/**
 * Stops the timer of 1 ms that every connection of kafkajs 2.2.4 keeps running on Node 21 and newer (its issues 1704
 * and 1751), and with it the TimeoutNegativeWarning. Answers the patched prototype; doing it again changes nothing.
 * Throws when kafkajs is another one than this was written for.
 */
export function calmTimers(): RequestQueue {
  const load = createRequire(import.meta.url);
  // Not part of kafkajs' interface, hence without types.
  const loaded = load("kafkajs/src/network/requestQueue/index.js") as { prototype?: RequestQueue } | undefined;
  const prototype = loaded?.prototype;
  if (typeof prototype?.scheduleCheckPendingRequests !== "function") {
    throw new Error("kafkajs has changed: look whether the patch in calm-timers.ts is still needed.");
  }
  prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests;
  return prototype;
}
