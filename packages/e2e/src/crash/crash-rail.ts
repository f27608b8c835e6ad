import { instant } from "@omni/kernel";
import {
  journeyService,
  rpcClient,
  type JourneyServiceDefinition,
  type RpcClient,
  type Transport,
} from "@omni/platform/rpc";
import { grpcTransport } from "@omni/platform/rpc/grpc";
import { openConnection } from "../http/connection.ts";
import { get, post, type Target } from "../http/requests.ts";
import { startChild, type Child } from "../process/start-child.ts";
import { stepIds, templateId } from "./journey-walk.ts";
import type { CrashProcess, RailAddress } from "./rail-process.ts";

/** A rail in a process of its own that can be told to die. */
export interface CrashRail {
  readonly process: Child<RailAddress, CrashProcess>;
  readonly target: Target;
  readonly tenantId: string;
  /** The journey service over gRPC, as a bank's system calls it. */
  readonly journeys: RpcClient<JourneyServiceDefinition>;
  /** Lets go of what this side holds of it. */
  close(): Promise<void>;
}

/** Starts a rail on a data folder, empty or left by one that was killed. */
export async function startCrashRail(folder: string, signal?: AbortSignal): Promise<CrashRail> {
  const process = await startChild<RailAddress, CrashProcess>(new URL("rail-process.ts", import.meta.url), {
    args: [folder],
    ...(signal ? { signal } : {}),
  });
  const { baseUrl, grpc, tenantId, apiKey } = process.ready;
  const { hostname, port } = new URL(baseUrl);
  const transport: Transport = grpcTransport({ address: grpc["journey"] ?? "", clock: () => instant(Date.now()) });
  return {
    process,
    target: { host: hostname, port: Number(port), apiKey },
    tenantId,
    journeys: rpcClient(journeyService, transport),
    close: () => transport.close(),
  };
}

/** Starts a rail that is killed after so many milliseconds, ready or not; resolves when it has ended. */
export async function startAndKill(folder: string, afterMs: number): Promise<void> {
  try {
    const { process, close } = await startCrashRail(folder, AbortSignal.timeout(afterMs));
    await process.ended;
    await close();
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  }
}

/** Puts the suite's template in place: six `manual` steps. */
export async function postCrashTemplate({ target }: CrashRail): Promise<void> {
  const connection = await openConnection(target);
  const steps = stepIds.map((id, index) => ({ id, name: `Step ${index + 1}`, type: "manual", order: index + 1 }));
  const body = JSON.stringify({ id: templateId, name: "Crashes", category: "servicing", steps });
  const answer = await connection.send(post(target, "/templates", templateId, body));
  const found =
    answer.status === 201 || (await connection.send(get(target, `/templates/${templateId}`))).status === 200;
  connection.close();
  if (!found) throw new Error(`POST /templates was answered ${answer.status}: ${answer.body.toString()}`);
}
