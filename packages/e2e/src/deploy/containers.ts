import { secretVariables } from "@omni/rail/deploy/secret-variables";
import { type Container, filledIn, readCompose } from "@omni/rail/deploy/testing/compose-file";
import { assignments, dockerfileText, stagesOf } from "@omni/rail/deploy/testing/dockerfile";
import { freePort } from "@omni/rail/servers/free-port";
import { randomFillSync } from "node:crypto";
import type { DeployedOptions } from "./deployed-process.ts";

export interface Surroundings {
  /** Where a service was deployed to. */
  readonly folderOf: (service: string) => string;
  readonly mongodb: string;
  readonly kafka: string;
}

type Variables = Readonly<Record<string, string>>;

/** The containers of docker-compose.yml as processes of this machine, with the same keys and ports for all of them. */
export interface Containers {
  /** Where the gateway is. */
  readonly baseUrl: string;
  /** What a container would run, and with which environment; `more` replaces some of it. */
  optionsOf(name: string, more?: Variables): DeployedOptions;
}

export async function containersHere({ folderOf, mongodb, kafka }: Surroundings): Promise<Containers> {
  const { services } = readCompose();
  const secrets = secretVariables((bytes) => randomFillSync(bytes));
  const ports = new Map<string, number>();
  for (const service of ["access", "journey", "timeline", "gateway"]) ports.set(service, await freePort());
  const here = (variable: string, value: string): string => {
    if (variable === "OMNI_MONGODB_URL") return mongodb;
    if (variable === "OMNI_KAFKA_BROKERS") return kafka;
    return variable.endsWith("_ADDRESS") ? `127.0.0.1:${ports.get(value.split(":")[0] ?? "")}` : value;
  };
  const told = ({ environment = {} }: Container): Variables =>
    mapped(environment, (variable, text) => here(variable, filledIn(text, secrets)));
  return {
    baseUrl: `http://127.0.0.1:${ports.get("gateway")}`,
    optionsOf: (name, more = {}) => {
      const container = services[name] ?? {};
      const service = container.build?.args.SERVICE ?? "";
      const { command, environment } = imageOf(service);
      return {
        folder: folderOf(service),
        command: container.command ?? command,
        environment: { ...environment, ...told(container), ...placeOf(service, ports.get(service)), ...more },
      };
    },
  };
}

const mapped = (variables: Variables, change: (name: string, value: string) => string): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, change(name, value)]));

/** Containers have addresses of their own; here all share loopback. */
const placeOf = (service: string, port = 0): Variables => ({
  OMNI_HOST: "127.0.0.1",
  OMNI_METRICS_PORT: "0",
  [service === "gateway" ? "OMNI_PORT" : "OMNI_GRPC_PORT"]: String(port),
});

/** What the image itself says. */
function imageOf(service: string): { readonly command: readonly string[]; readonly environment: Variables } {
  const instructions = stagesOf(dockerfileText()).at(-1)?.instructions ?? [];
  const said = (wanted: string) => instructions.find(({ keyword }) => keyword === wanted)?.text ?? "";
  return {
    command: JSON.parse(said("CMD")) as readonly string[],
    environment: assignments(filledIn(said("ENV"), { SERVICE: service })),
  };
}
