import { setTimeout as wait } from "node:timers/promises";
import { ConnectionLost, headerOf, openConnection, type Connection } from "../http/connection.ts";
import { post, type Target } from "../http/requests.ts";
import type { Attempt, Command } from "./history.ts";
import type { Dice } from "./seeded.ts";

export const templateId = "tmpl_crash";
export const stepIds: readonly string[] = ["step_1", "step_2", "step_3", "step_4", "step_5", "step_6"];

/** One closed-loop client with a customer of its own, which remembers everything that it was answered. */
export interface CrashClient {
  readonly customerId: string;
  readonly commands: () => readonly Command[];
  /**
   * Repeats the command whose fate is unknown, if there is one, then goes on with journeys while told to. Ends early
   * when the connection ends.
   */
  drive(target: Target, goOn: () => boolean): Promise<void>;
  /** Sends commands that were answered once more, under the same keys. */
  repeat(target: Target, numbers: readonly number[]): Promise<void>;
  /** Whether it stands between two journeys. */
  finished(): boolean;
}

const pauseMaxMs = 4;

interface Sent {
  readonly key: string;
  readonly journey: number;
  readonly stepId?: string;
  readonly path: string;
  readonly body: string;
  readonly attempts: Attempt[];
}

/** `dice` choose where it pauses: clients in step would all be at the same point of their commands. */
export function crashClient(name: string, dice: Dice): CrashClient {
  const customerId = `ent_${name}`;
  const sent: Sent[] = [];
  const current = { journey: 0, id: "", nextStep: 0 };

  const next = (): Sent => {
    const key = `${name}-${sent.length}`;
    const stepId = stepIds[current.nextStep];
    if (current.id === "" || stepId === undefined) {
      if (current.id !== "") Object.assign(current, { journey: current.journey + 1, id: "", nextStep: 0 });
      return { key, journey: current.journey, path: "/journeys", body: createBody(customerId), attempts: [] };
    }
    const path = `/journeys/${current.id}/advance`;
    return { key, journey: current.journey, stepId, path, body: advanceBody(stepId, key), attempts: [] };
  };
  const note = ({ stepId }: Sent, attempt: Attempt) => {
    if (attempt.outcome !== "accepted") return;
    if (stepId === undefined) current.id = /"id":"(jrn_[^"]+)"/.exec(attempt.body)?.[1] ?? "";
    else current.nextStep++;
  };
  const send = async (connection: Connection, target: Target, command: Sent): Promise<Attempt> => {
    const attempt = await sendOnce(connection, post(target, command.path, command.key, command.body));
    command.attempts.push(attempt);
    return attempt;
  };
  /** Answers false when the client cannot go on. */
  const step = async (connection: Connection, target: Target): Promise<boolean> => {
    const last = sent.at(-1);
    const again = last?.attempts.at(-1)?.outcome === "unknown" ? last : undefined;
    const command = again ?? next();
    if (!again) sent.push(command);
    const attempt = await send(connection, target, command);
    note(command, attempt);
    return attempt.outcome === "accepted";
  };
  return {
    customerId,
    commands: () =>
      sent.map(({ key, journey, stepId, attempts }) => ({
        key,
        customerId,
        journey,
        ...(stepId === undefined ? {} : { stepId }),
        attempts,
      })),
    finished: () =>
      current.id !== "" && current.nextStep === stepIds.length && sent.at(-1)?.attempts.at(-1)?.outcome === "accepted",
    drive: (target, goOn) =>
      connected(target, async (connection) => {
        while (goOn() && (await step(connection, target))) {
          if (dice(1, 3) === 1) await wait(dice(0, pauseMaxMs));
        }
      }),
    repeat: (target, numbers) =>
      connected(target, async (connection) => {
        for (const number of numbers) {
          const command = sent[number % sent.length];
          if (command) await send(connection, target, command);
        }
      }),
  };
}

async function connected(target: Target, work: (connection: Connection) => Promise<void>): Promise<void> {
  let connection: Connection | undefined;
  try {
    connection = await openConnection(target);
    await work(connection);
  } catch (error) {
    // A rail that is gone takes no connection.
    if (!(error instanceof ConnectionLost)) throw error;
  } finally {
    connection?.close();
  }
}

async function sendOnce(connection: Connection, request: string): Promise<Attempt> {
  try {
    const answer = await connection.send(request);
    const body = answer.body.toString();
    if (answer.status === 503) return { outcome: "unknown" };
    if (answer.status >= 300)
      return {
        outcome: "refused",
        status: answer.status,
        code: /"code":"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 200),
      };
    return {
      outcome: "accepted",
      replayed: headerOf(answer, "idempotency-replayed") === "true",
      etag: headerOf(answer, "etag") ?? "",
      body,
    };
  } catch (error) {
    if (error instanceof ConnectionLost) return { outcome: "unknown" };
    throw error;
  }
}

const createBody = (customerId: string): string =>
  `{"templateId":"${templateId}","customerId":"${customerId}","channel":"branch","context":{"amount":20000.00}}`;

/** The step's data names the command, so that its effect can be told from any other's. */
const advanceBody = (stepId: string, key: string): string =>
  `{"completedStepId":"${stepId}","stepOutcome":"passed","stepData":{"reference":"${key}"},"advancedBy":"usr_rm_001"}`;
