import { instant } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import { journeyService, rpcClient } from "@omni/platform/rpc";
import { grpcTransport, tlsCredentials } from "@omni/platform/rpc/grpc";
import { openCluster } from "@omni/rail/cluster";
import { testAuthority, type TestIdentity } from "@omni/testkit/certificates";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { restClient } from "../rest/rest-client.ts";

const folderFor = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "omni-tls-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

function filesOf(identity: TestIdentity): Record<string, string> {
  const folder = folderFor();
  const write = (name: keyof TestIdentity) => {
    const file = join(folder, `${name}.pem`);
    writeFileSync(file, identity[name], { mode: 0o600 });
    return file;
  };
  return { OMNI_TLS_CERT_FILE: write("cert"), OMNI_TLS_KEY_FILE: write("key"), OMNI_TLS_CA_FILE: write("ca") };
}

const clock = () => instant(Date.now());

/** Asks the journey service for a journey that nobody has, with that identity; answers the code. */
async function askAs(address: string, apiKey: string, identity: TestIdentity | undefined): Promise<string> {
  const credentials = identity && { credentials: tlsCredentials(identity).client };
  const transport = grpcTransport({ address, clock, ...credentials });
  onTestFinished(() => transport.close());
  const answer = await rpcClient(journeyService, transport).getJourney(
    { credential: { apiKey } },
    { journeyId: "jrn_none00000000000000000000" },
  );
  return answer.ok ? "ok" : answer.code;
}

test("with certificates configured, services talk mutual TLS and nobody without one of the authority gets a word", async () => {
  const authority = await testAuthority();
  const cluster = await openCluster({
    environment: { OMNI_DATA_DIR: folderFor(), OMNI_PORT: "0", ...filesOf(await authority.issue()) },
    log: silentLog,
    write: () => undefined,
  });
  onTestFinished(() => cluster.stop());
  const [{ appKey } = { appKey: "" }] = cluster.tenants;
  const created = await restClient(cluster.baseUrl, appKey).post("/journeys", {
    templateId: "tmpl_onboarding_sme",
    customerId: "ent_customer_456",
    channel: "web",
  });
  expect(created.status).toBe(201);
  await expect.poll(async () => (await fetch(`${cluster.baseUrl}/readyz`)).status).toBe(200);

  const address = cluster.grpc["journey"] ?? "";
  expect(await askAs(address, appKey, await authority.issue())).toBe("journey.not_found");
  const foreign = await (await testAuthority("Another authority")).issue();
  const expired = await authority.issue({ until: new Date(Date.now() - 1_000) });
  expect(await askAs(address, appKey, undefined)).toBe("service.unavailable");
  expect(await askAs(address, appKey, { ...foreign, ca: authority.ca })).toBe("service.unavailable");
  expect(await askAs(address, appKey, expired)).toBe("service.unavailable");
});
