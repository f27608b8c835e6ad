import { CannotStart } from "@omni/platform/lifecycle";
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** Ports, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface FreePortOptions {
  /** Where it must be free; loopback by default. */
  readonly host?: string;
  /** Where it is looked for; by default where the kernel takes none for outgoing connections. */
  readonly range?: PortRange;
}

// Each is another place by chance: who misses so often finds none.
const triesMax = 100;

/**
 * A port that nobody uses. It stays this process's own as long as that lives: no other process gets it from here, also
 * while nobody listens on it (a server restarts). Throws `CannotStart` when there is none.
 */
export async function freePort({ host = "127.0.0.1", range = usualRange() }: FreePortOptions = {}): Promise<number> {
  for (let tries = 0; tries < triesMax; tries++) {
    const port = randomInt(range.from, range.to + 1);
    if ((await reservePort(host, port)) && (await canListen(host, port))) return port;
  }
  throw new CannotStart(`There is no free port from ${range.from} to ${range.to} on ${host}.`);
}

const lowest = 10_240;
const highest = 65_535;
const enough = 1_000;

/**
 * Ports outside the kernel's range for outgoing connections (the text of `ip_local_port_range`): one of those could take
 * a server's port while that restarts. Linux and macOS keep below 32768 clear unless they are told otherwise.
 */
export function rangeBeside(ephemeral: string | undefined): PortRange {
  const [low = 32_768, high = highest] = ephemeral?.match(/\d+/g)?.map(Number) ?? [];
  if (low - lowest >= enough) return { from: lowest, to: low - 1 };
  return highest - high >= enough ? { from: high + 1, to: highest } : { from: lowest, to: highest };
}

function usualRange(): PortRange {
  try {
    return rangeBeside(readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8"));
  } catch {
    return rangeBeside(undefined);
  }
}

/**
 * Marks a port as this process's until it ends, however it ends: by holding the UDP port of the same number, which two
 * processes never do and which leaves TCP alone. False when somebody has it.
 */
export const reservePort = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    socket.once("error", () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.unref();
      resolve(true);
    });
  });

const canListen = (host: string, port: number): Promise<boolean> =>
  listenBriefly(host, port).then(
    () => true,
    () => false,
  );

/** Opens a TCP port as one that is not shared, and closes it. Rejects with the system's error. */
export const listenBriefly = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
