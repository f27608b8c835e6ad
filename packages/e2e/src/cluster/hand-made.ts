import { type Announcement, machineWith } from "@omni/platform/process";
import { silentLog } from "@omni/platform/log";
import { readClusterConfig } from "@omni/rail/cluster/cluster-config";
import { environmentOf } from "@omni/rail/cluster/process-environments";
import type { ServiceName } from "@omni/rail/cluster/service-names";
import { launchProcess, type ServiceProcess } from "@omni/rail/cluster/service-process";
import { makeSecretTexts, readSecretTexts } from "@omni/rail/secret-texts";
import { freePort } from "@omni/rail/servers/free-port";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The processes of a rail with nobody who looks after them: each is started by the test, when and in what order it likes. */
export interface HandMade {
  readonly directory: string;
  readonly mongodbPort: number;
  readonly kafkaPort: number;
  readonly kafka: string;
  readonly baseUrl: string;
  start(service: ServiceName): ServiceProcess;
  /** What it has said when it took work, if it has. */
  announced(service: ServiceName): Announcement | undefined;
  /** An application's key, once access has made some. */
  appKey(): string;
  /** Kills what lives. */
  end(): Promise<void>;
}

const main = (service: ServiceName): string =>
  fileURLToPath(new URL(`../../../../services/${service}/src/main.ts`, import.meta.url));

export async function handMade(): Promise<HandMade> {
  const directory = mkdtempSync(join(tmpdir(), "omni-hand-made-"));
  const { clock, random } = machineWith({ log: silentLog });
  const secrets = readSecretTexts(makeSecretTexts(random));
  if (!secrets) throw new Error("Secrets that were made can be read.");
  const [rest, access, journey, timeline, mongodbPort, kafkaPort] = [
    ...(await Promise.all(Array.from({ length: 6 }, () => freePort()))),
  ] as [number, number, number, number, number, number];
  const kafka = `127.0.0.1:${kafkaPort}`;
  const keysFile = join(directory, "keys.json");
  const options = {
    config: readClusterConfig({ OMNI_DATA_DIR: directory, OMNI_PORT: String(rest) }),
    secrets,
    ports: { rest, grpc: { access, journey, timeline } },
    mongodb: `mongodb://127.0.0.1:${mongodbPort}/?replicaSet=rs0`,
    kafka,
    keysFile,
    tenants: () => [{ tenantId: "tnt_alpha" }],
  };
  const running = new Map<ServiceName, ServiceProcess>();
  return {
    directory,
    mongodbPort,
    kafkaPort,
    kafka,
    baseUrl: `http://127.0.0.1:${rest}`,
    start: (service) => {
      const environment = environmentOf(service, 0, options);
      const started = launchProcess({ file: main(service), environment, clock, say: () => undefined });
      running.set(service, started);
      return started;
    },
    announced: (service) => running.get(service)?.announced(),
    appKey: () => {
      const keys = JSON.parse(readFileSync(keysFile, "utf8")) as readonly { tenantId: string; appKey: string }[];
      return keys.find(({ tenantId }) => tenantId === "tnt_alpha")?.appKey ?? "";
    },
    end: async () => {
      await Promise.all([...running.values()].map((one) => one.end(5_000)));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
