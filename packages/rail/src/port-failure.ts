import { CannotStart } from "@omni/platform/lifecycle";
import { reasonOf } from "./cannot-start.ts";

export interface Port {
  /** `metrics port`, `gRPC port of journey`. */
  readonly name: string;
  /** The variable that says which port: `OMNI_METRICS_PORT`. */
  readonly variable: string;
  readonly host: string;
  readonly port: number;
}

/** Opens a port, or throws `CannotStart`, which names the port and the variable. */
export async function openPort<Opened>(port: Port, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    throw new CannotStart(
      `The ${port.name}, ${port.port} on ${port.host}, cannot be opened: ${why(reasonOf(error))}. ` +
        `Set ${port.variable} to another port (0 = any free one).`,
      { cause: error },
    );
  }
}

// grpc-js tells the system's code only within its message.
function why(reason: string): string {
  if (/EADDRINUSE/.test(reason)) return "it is in use";
  if (/EACCES/.test(reason)) return "this user may not open it";
  if (/EADDRNOTAVAIL|ENOTFOUND|Name resolution/.test(reason)) return "OMNI_HOST is no address of this machine";
  return reason;
}
