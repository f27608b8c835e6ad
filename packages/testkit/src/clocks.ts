import { instant, type Clock, type Instant } from "@omni/kernel";

/** A clock that stands until a test moves it. */
export interface TestClock {
  readonly now: Clock;
  advance(milliseconds: number): void;
  set(at: Instant): void;
}

/** Starts on 2026-01-15T10:30:00Z unless told otherwise. */
export function testClock(start: Instant = instant(Date.UTC(2026, 0, 15, 10, 30))): TestClock {
  let at = start;
  return {
    now: () => at,
    advance: (milliseconds) => {
      at = instant(at + milliseconds);
    },
    set: (to) => {
      at = to;
    },
  };
}
