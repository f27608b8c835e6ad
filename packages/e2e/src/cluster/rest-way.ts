import { type Connection, ConnectionLost, openConnection } from "../http/connection.ts";
import { post, type Target } from "../http/requests.ts";
import { connectionLost, sendOnce } from "../crash/send-command.ts";
import type { Way } from "./way.ts";
import { within } from "./within.ts";

/** Sends commands to the gateway over one connection, and over another one when that is lost. */
export function restWay(target: Target): Way {
  let open: Connection | undefined;
  const hangUp = () => {
    open?.close();
    open = undefined;
  };
  return {
    send: async ({ path, key, body }) => {
      try {
        const connection = (open ??= await openConnection(target));
        const attempt = await within(answerMs, sendOnce(connection, post(target, path, key, body)));
        if (attempt === undefined || (attempt.outcome === "unknown" && attempt.why === connectionLost)) hangUp();
        return attempt ?? { outcome: "unknown", why: "no answer" };
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        return { outcome: "unknown", why: "no connection" };
      }
    },
    close: hangUp,
  };
}

/** The rail promises to answer within 5 s; who waits longer waits in vain. */
const answerMs = 10_000;
