import { cannotListen } from "@omni/gateway/config";
import { openPort } from "../port-failure.ts";
import { freePort, listenBriefly, reservePort } from "../servers/free-port.ts";
import type { ClusterConfig } from "./cluster-config.ts";

/** The ports of the cluster. All processes of a service listen on the service's one, so it is known before they are. */
export interface ClusterPorts {
  readonly rest: number;
  readonly grpc: Readonly<Record<"access" | "journey" | "timeline", number>>;
}

/**
 * Finds a port for each service, or makes sure that the one that was asked for is nobody's: later it is shared, and
 * then the system would not tell. Throws `CannotStart`, with the embedded rail's own words, when somebody listens there.
 */
export async function takePorts(config: ClusterConfig): Promise<ClusterPorts> {
  const { host } = config;
  const take = portTaker(config);
  const grpcPort = (service: "access" | "journey" | "timeline"): Promise<number> => {
    const port = config.grpcPorts[service] ?? 0;
    const variable = `OMNI_GRPC_PORT_${service.toUpperCase()}`;
    return openPort({ name: `gRPC port of ${service}`, variable, host, port }, () => take(port));
  };
  const grpc = {
    access: await grpcPort("access"),
    journey: await grpcPort("journey"),
    timeline: await grpcPort("timeline"),
  };
  const rest = await take(config.port).catch((error: unknown) => {
    throw cannotListen(error, host, config.port);
  });
  return { rest, grpc };
}

/** How one port is taken after the other; it rejects with the system's error when one cannot be had. */
function portTaker({ grpcPorts, host, port: rest }: ClusterConfig): (port: number) => Promise<number> {
  const asked = new Set([rest, ...Object.values(grpcPorts)]);
  const taken = new Set<number>();
  return async (port) => {
    // For any port, this tells whether the host is this machine's.
    await listenBriefly(host, port);
    if (taken.has(port)) throw Object.assign(new Error("EADDRINUSE"), { code: "EADDRINUSE" });
    let found = port;
    while (found === 0 || (found !== port && asked.has(found))) found = await freePort({ host });
    // Somebody else's use of the UDP port is no hindrance.
    if (found === port) await reservePort(host, found);
    if (port !== 0) taken.add(port);
    return found;
  };
}
