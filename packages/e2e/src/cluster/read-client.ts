import { setTimeout as wait } from "node:timers/promises";
import { type Connection, ConnectionLost, openConnection } from "../http/connection.ts";
import { get, type Target } from "../http/requests.ts";
import { within } from "./within.ts";

/** A client that reads all the time, each time on the connection that it has. */
export interface ReadClient {
  /** How each read ended: the status, `no answer`, `no connection`; a reset connection was tried once more. */
  readonly ends: readonly ReadEnd[];
  drive(goOn: () => boolean): Promise<void>;
}

export interface ReadEnd {
  readonly path: string;
  readonly at: number;
  readonly ms: number;
  readonly end: number | "no answer" | "no connection";
  /** Of a 503. */
  readonly retryAfter?: boolean;
}

export interface ReadOptions {
  readonly paths: readonly string[];
  readonly everyMs: number;
  /** Reads are tried once more when their connection was reset. */
  readonly again: boolean;
}

const answerMs = 10_000;

export function readClient(target: Target, { paths, everyMs, again }: ReadOptions): ReadClient {
  const ends: ReadEnd[] = [];
  let open: Connection | undefined;
  const tryOnce = async (path: string): Promise<Omit<ReadEnd, "path" | "at" | "ms"> | "reset"> => {
    const isFresh = open === undefined;
    try {
      const connection = (open ??= await openConnection(target));
      const answer = await within(answerMs, connection.send(get(target, path)));
      if (answer) return { end: answer.status, retryAfter: /\r\nretry-after:/i.test(answer.head) };
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      const refused = isFresh && open === undefined;
      open = undefined;
      return refused ? { end: "no connection" } : "reset";
    }
    open?.close();
    open = undefined;
    return { end: "no answer" };
  };
  const read = async (path: string): Promise<void> => {
    const at = performance.now();
    const first = await tryOnce(path);
    const last = first === "reset" && again ? await tryOnce(path) : first;
    ends.push({ path, at, ms: performance.now() - at, ...(last === "reset" ? { end: "no connection" } : last) });
  };
  return {
    ends,
    drive: async (goOn) => {
      for (let number = 0; goOn(); number++) {
        await read(paths[number % paths.length] ?? "");
        await wait(everyMs);
      }
      open?.close();
    },
  };
}
