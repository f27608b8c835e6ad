export { messageOf, type Relay, startRelay, type RelayOptions } from "./relay.ts";
export { sleep } from "./sleep.ts";
export { startSweeper, type SweeperOptions } from "./sweeper.ts";
