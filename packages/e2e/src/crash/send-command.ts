import { ConnectionLost, headerOf, type HttpAnswer, openConnection, type Connection } from "../http/connection.ts";
import type { Target } from "../http/requests.ts";
import type { Attempt } from "./history.ts";

/** Does some work on a connection of its own; ends early when the rail is gone, which takes no connection. */
export async function onConnection(target: Target, work: (connection: Connection) => Promise<void>): Promise<void> {
  let connection: Connection | undefined;
  try {
    connection = await openConnection(target);
    await work(connection);
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
  } finally {
    connection?.close();
  }
}

/** Sends a command once. An answer that says "try again", or none at all, leaves its fate unknown. */
export async function sendOnce(connection: Connection, request: string): Promise<Attempt> {
  try {
    const answer = await connection.send(request);
    const body = answer.body.toString();
    if (answer.status === 503) return { outcome: "unknown", why: whyUnavailable(answer, body) };
    if (answer.status >= 300) return { outcome: "refused", status: answer.status, code: codeIn(body) };
    const replayed = headerOf(answer, "idempotency-replayed") === "true";
    return { outcome: "accepted", replayed, etag: headerOf(answer, "etag") ?? "", body };
  } catch (error) {
    if (error instanceof ConnectionLost) return { outcome: "unknown", why: connectionLost };
    throw error;
  }
}

/** Why the fate of a command is unknown whose connection has ended. */
export const connectionLost = "connection lost";

const whyUnavailable = (answer: HttpAnswer, body: string): string =>
  `503 ${codeIn(body)}${headerOf(answer, "retry-after") === undefined ? " without Retry-After" : ""}`;

const codeIn = (body: string): string => /"code":"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 200);
