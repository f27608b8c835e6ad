import type { Transport } from "@omni/platform/rpc";
import { method } from "./named-listener.ts";

/** Callers who call as fast as they are answered. */
export interface BusyClients {
  /** Resolves when this answer has come back over every transport, for some of its calls. */
  allAnsweredBy(name: string): Promise<void>;
  /** Resolves when the last calls have ended: what was asked, and what failed with which code. */
  stop(): Promise<{ readonly asked: readonly string[]; readonly failed: readonly string[] }>;
}

const someCalls = 20;

/** So many callers over each transport; `stop` closes the transports. No two calls are alike. */
export function busyClients(transports: readonly Transport[], callers: number): BusyClients {
  const asked: string[] = [];
  const failed: string[] = [];
  const heard = transports.map(() => new Map<string, number>());
  let look = (): void => {};
  let stopped = false;
  const call = async (transport: Transport, answers: Map<string, number>): Promise<void> => {
    const text = `call ${asked.length}`;
    asked.push(text);
    const outcome = await transport.invoke(method, { credential: undefined }, Buffer.from(text));
    if (!outcome.ok) return void failed.push(`${text}: ${outcome.code}`);
    const name = Buffer.from(outcome.value.encoded).toString();
    answers.set(name, (answers.get(name) ?? 0) + 1);
    look();
  };
  const caller = async (transport: Transport, answers: Map<string, number>): Promise<void> => {
    while (!stopped) await call(transport, answers);
  };
  const running = transports.flatMap((transport, index) =>
    Array.from({ length: callers }, () => caller(transport, heard[index] ?? new Map<string, number>())),
  );
  return {
    allAnsweredBy: (name) =>
      new Promise((resolve) => {
        look = () => {
          if (heard.every((answers) => (answers.get(name) ?? 0) >= someCalls)) resolve();
        };
        look();
      }),
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      for (const transport of transports) await transport.close();
      return { asked, failed };
    },
  };
}
