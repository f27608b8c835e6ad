import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { addMilliseconds, type Clock, type Instant } from "@omni/kernel";

// grpc-js would write to stderr by itself, with the metadata that it could not read. What matters comes back to us.
setLogVerbosity(logVerbosity.NONE);

/** Where gRPC carries `google.rpc.Status` (https://google.aip.dev/193). */
export const detailsHeader = "grpc-status-details-bin";

// gRPC reads the machine's clock; the rail's own clock is handed in. Between them only durations are passed.
export const wallClock = (at: Instant, clock: Clock): number => Date.now() + (at - clock());
export const railClock = (wall: number, clock: Clock): Instant => addMilliseconds(clock(), wall - Date.now());

export const identity = (bytes: Buffer): Buffer => bytes;
