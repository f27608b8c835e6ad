import { instant, type Instant } from "@omni/kernel";
import { type TestClock, testClock } from "@omni/testkit/clocks";

/** A clock that stands until a test moves it, and that a rail in other processes can follow. */
export interface RailClock extends TestClock {
  /** Tells what it says now, and from now on whenever it is moved, before the move is over. */
  follow(hear: (at: Instant) => void): void;
}

/** Starts where `testClock` does unless told otherwise. */
export function railClock(start?: Instant): RailClock {
  const { now, set } = testClock(start);
  const followers: ((at: Instant) => void)[] = [];
  const move = (to: Instant): void => {
    set(to);
    for (const hear of followers) hear(to);
  };
  return {
    now,
    set: move,
    advance: (milliseconds) => move(instant(now() + milliseconds)),
    follow: (hear) => {
      followers.push(hear);
      hear(now());
    },
  };
}
