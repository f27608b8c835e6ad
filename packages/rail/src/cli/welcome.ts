import type { Cluster } from "../cluster.ts";
import type { EmbeddedRail } from "../embedded.ts";
import type { RunningRail } from "../running-rail.ts";

/** What `npm start` says once the rail runs: where everything is, and a request that works when it is pasted. */
export const welcome = (rail: EmbeddedRail): string =>
  welcomeTo(rail, { places: [`  metrics   ${rail.metricsUrl}`], handling: ["Ctrl-C stops it."] });

/** What `npm run start:cluster` says, with the process id that takes SIGHUP. */
export function welcomeToCluster(cluster: Cluster, pid: number): string {
  const processes = cluster.processes().map((one) => `${one.service} ${one.pid}`);
  const places = [
    `  MongoDB   ${cluster.mongodb}`,
    `  Kafka     ${cluster.kafka}`,
    `  metrics   ${cluster.dataDir}/metrics-targets.json   (one address for each process, as Prometheus' file_sd reads them)`,
    `  processes ${processes.join(", ")}`,
  ];
  const handling = [`kill -HUP ${pid} puts a new process in the place of each, one after the other. Ctrl-C stops all.`];
  return welcomeTo(cluster, { places, handling });
}

interface More {
  readonly places: readonly string[];
  readonly handling: readonly string[];
}

function welcomeTo(rail: RunningRail, { handling, places }: More): string {
  const api = `${rail.baseUrl}/api/v1/omni`;
  const grpc = Object.entries(rail.grpc).map(([service, address]) => `${service} ${address}`);
  const { credentialsFile, tenants } = rail;
  return [
    "",
    "The rail runs.",
    "",
    `  REST      ${api}   (${rail.baseUrl}/docs, /openapi.json, /readyz)`,
    `  gRPC      ${grpc.join(", ")}`,
    ...places,
    `  data      ${rail.dataDir}`,
    ...(credentialsFile === undefined ? [] : [`  keys      ${credentialsFile}   (${tenantNames(rail)})`]),
    "",
    ...(tenants[0] === undefined ? noData(rail) : firstSteps(api, tenants[0].appKey)),
    ...handling,
    "",
  ].join("\n");
}

const tenantNames = ({ tenants }: RunningRail): string =>
  tenants.length === 0 ? "no tenant has development data" : tenants.map(({ tenantId }) => tenantId).join(", ");

const noData = ({ credentialsFile }: RunningRail): readonly string[] =>
  credentialsFile === undefined
    ? []
    : ["There is no development data: OMNI_HOST is not loopback, or OMNI_SEED is off. OMNI_SEED=force makes it.", ""];

const journey = JSON.stringify({ templateId: "tmpl_onboarding_sme", customerId: "ent_customer_456", channel: "web" });
const kyc = JSON.stringify({ completedStepId: "step_kyc", stepOutcome: "passed", stepData: { kycStatus: "verified" } });

// Development keys may be seen: they open nothing but this machine's own rail.
const firstSteps = (api: string, key: string): readonly string[] => {
  // Brackets around an IPv6 address are no pattern of names.
  const curl = api.includes("[") ? "curl -sS --globoff" : "curl -sS";
  const credential = `-H 'Authorization: Bearer ${key}'`;
  const json = `${credential} -H 'Content-Type: application/json'`;
  return [
    "Create a customer journey (paste it):",
    "",
    `  ${curl} '${api}/journeys' ${json} -d '${journey}'`,
    "",
    "Then move it on, with the id that you got in place of JRN, and look at the customer's timeline:",
    "",
    `  ${curl} '${api}/journeys/JRN/advance' ${json} -d '${kyc}'`,
    "",
    `  ${curl} '${api}/timeline?entityType=customer&entityId=ent_customer_456' ${credential}`,
    "",
    "The way on stands in docs/start.md.",
  ];
};
