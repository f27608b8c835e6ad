import { openEmbeddedRail } from "@omni/rail/embedded";
import { answerParent } from "../process/answer-parent.ts";
import { fused, openFuse, type CrashPoint } from "./crash-points.ts";
import type { RailAddress } from "./reach-rail.ts";

/** What the parent can ask: to die at a crash point. */
export interface CrashProcess {
  readonly [name: string]: (question: never) => unknown;
  readonly arm: (death: { readonly point: CrashPoint; readonly passes: number }) => void;
}

const [folder = ""] = process.argv.slice(2);
const fuse = openFuse(() => process.kill(process.pid, "SIGKILL"));
const environment = { ...process.env, OMNI_DATA_DIR: folder, OMNI_PORT: "0", OMNI_LOG_LEVEL: "error" };
const rail = await openEmbeddedRail({ environment, wrap: fused(fuse.pass) });
const [tenant] = rail.tenants;
const address: RailAddress = {
  baseUrl: rail.baseUrl,
  grpc: rail.grpc,
  tenantId: tenant?.tenantId ?? "",
  apiKey: tenant?.appKey ?? "",
};
const answers: CrashProcess = { arm: ({ point, passes }) => fuse.arm(point, passes) };
answerParent(address, answers);
