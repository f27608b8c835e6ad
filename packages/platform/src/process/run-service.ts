import type { KeyObject } from "node:crypto";
import type { Environment } from "../config/index.ts";
import type { Service, ServicePorts } from "../lifecycle/index.ts";
import { directTransport } from "../rpc/direct/index.ts";
import { listenGrpc, type TlsCredentials } from "../rpc/grpc/index.ts";
import { accessAuthority, contextVerifier, rpcServer, type RpcServer, type Transport } from "../rpc/index.ts";
import { openEngines } from "./engines.ts";
import { reachServices } from "./reach.ts";
import { type ProcessDeps, runDeclared, runTaskDeclared } from "./run-process.ts";
import { readTls } from "./tls.ts";
import { type ProcessValues, serviceVariables, type ServiceValues, type VariablesOf } from "./variables.ts";
import type { Mode } from "./mode.ts";

type Common = ProcessValues & ServiceValues;

export interface ServiceDeclaration<Own> {
  /** The service's name: its audience, its database, the variable of its address. */
  readonly name: string;
  /** What it takes from its environment beside what every service takes; `addressVariable` of each that it calls. */
  readonly variables: (mode: Mode) => VariablesOf<Own>;
  /** The services that it calls; itself it reaches without a wire. */
  readonly calls: readonly string[];
  /** The public keys under which the access service signs. */
  readonly contextKeys: (values: Own & Common) => readonly KeyObject[];
  readonly open: (ports: ServicePorts, values: Own & Common, mode: Mode) => Promise<Service>;
}

/**
 * A service's process on MongoDB and Kafka, with its RPCs over gRPC. With the argument `migrate` it makes the
 * collections and indexes that its database lacks, and ends; in development a start does so by itself. Resolves with
 * the exit code.
 */
export function runService<Own>(
  declared: ServiceDeclaration<Own>,
  environment: Environment = process.env,
  [command]: readonly string[] = process.argv.slice(2),
): Promise<0 | 1> {
  const { name } = declared;
  // A service's own variables stand beside those of all, under other names.
  const variables = (mode: Mode) =>
    ({ ...serviceVariables(name), ...declared.variables(mode) }) as VariablesOf<Own & ServiceValues>;
  return command === "migrate"
    ? runTaskDeclared({ name, variables, work: (deps) => migrate(declared, deps) }, environment)
    : runDeclared({ name, variables, start: (deps) => serve(declared, deps) }, environment);
}

type Deps<Own> = ProcessDeps<Own & ServiceValues>;

async function migrate<Own>(declared: ServiceDeclaration<Own>, deps: Deps<Own>): Promise<void> {
  await openService(declared, deps, { tls: undefined, migrates: true, own: () => undefined });
}

async function serve<Own>(declared: ServiceDeclaration<Own>, deps: Deps<Own>): Promise<{ readonly address: string }> {
  const { begin, clock, ids, log, telemetry, values } = deps;
  const { name, contextKeys } = declared;
  let server: RpcServer | undefined;
  const tls = await readTls(values);
  const { service, transport } = await openService(declared, deps, {
    tls,
    migrates: deps.mode === "development",
    own: () => server,
  });
  const verify = contextVerifier({ publicKeys: contextKeys(values), clock });
  const authority = accessAuthority({ transport: transport("access"), verify, clock });
  const beside = { tokenSecret: values.OMNI_TOKEN_KEY, meter: telemetry.rpc, log, clock, ids };
  const serving = rpcServer({ name, services: service.rpc, authority, verify, ...beside });
  server = serving;
  await begin("calls", () => ({ stop: () => serving.close() }));
  await service.start();
  const { OMNI_HOST: host, OMNI_GRPC_PORT: port, OMNI_SHARE_PORTS: sharePort } = values;
  const health = { ready: () => service.notReady() === undefined, busTaken: service.busTaken };
  const place = { host, port, sharePort, ...(tls && { credentials: tls.server }) };
  return begin("gRPC", () => listenGrpc({ server: serving, ...place, ...health, clock, ids, log }));
}

interface Opening {
  readonly tls: TlsCredentials | undefined;
  readonly migrates: boolean;
  /** The service's own server, for what it asks of itself. */
  readonly own: () => RpcServer | undefined;
}

async function openService<Own>(
  { calls, name, open }: ServiceDeclaration<Own>,
  deps: Deps<Own>,
  { tls, migrates, own }: Opening,
): Promise<{ readonly service: Service; readonly transport: (service: string) => Transport }> {
  const { begin, values } = deps;
  const others = await reachServices({ ...deps, calls, tls });
  const itself = directTransport(own);
  const transport = (service: string): Transport => (service === name ? itself : others.transport(service));
  const engines = await begin("engines", () =>
    openEngines({
      ...deps,
      service: name,
      mongodbUrl: values.OMNI_MONGODB_URL,
      database: values.OMNI_MONGODB_DATABASE,
      brokers: values.OMNI_KAFKA_BROKERS,
      migrates,
      transport,
    }),
  );
  return { service: await begin(name, () => open(engines, values, deps.mode)), transport };
}
