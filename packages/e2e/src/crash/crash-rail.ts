import { openConnection } from "../http/connection.ts";
import { get, post } from "../http/requests.ts";
import { startChild, type Child } from "../process/start-child.ts";
import { stepIds, templateId } from "./journey-walk.ts";
import type { CrashProcess } from "./rail-process.ts";
import { type RailAddress, type ReachedRail, reachRail } from "./reach-rail.ts";

/** A rail in a process of its own that can be told to die. */
export interface CrashRail extends ReachedRail {
  readonly process: Child<RailAddress, CrashProcess>;
}

/** Starts a rail on a data folder, empty or left by one that was killed. */
export async function startCrashRail(folder: string, signal?: AbortSignal): Promise<CrashRail> {
  const process = await startChild<RailAddress, CrashProcess>(new URL("rail-process.ts", import.meta.url), {
    args: [folder],
    ...(signal ? { signal } : {}),
  });
  return { process, ...reachRail(process.ready) };
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
export async function postCrashTemplate({ target }: Pick<ReachedRail, "target">): Promise<void> {
  const connection = await openConnection(target);
  const steps = stepIds.map((id, index) => ({ id, name: `Step ${index + 1}`, type: "manual", order: index + 1 }));
  const body = JSON.stringify({ id: templateId, name: "Crashes", category: "servicing", steps });
  const answer = await connection.send(post(target, "/templates", templateId, body));
  const found =
    answer.status === 201 || (await connection.send(get(target, `/templates/${templateId}`))).status === 200;
  connection.close();
  if (!found) throw new Error(`POST /templates was answered ${answer.status}: ${answer.body.toString()}`);
}
