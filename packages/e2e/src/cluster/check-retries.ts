import type { Command } from "../crash/history.ts";
import { connectionLost } from "../crash/send-command.ts";

/**
 * Requests that failed though their client did what every client does: it sends a request whose connection was reset
 * once more, under the same key, on another connection. Whatever else went wrong is a failure, 503 as well.
 */
export function checkRetries(commands: readonly Command[]): readonly string[] {
  return commands.flatMap(({ key, attempts }) => {
    const accepted = attempts.findIndex(({ outcome }) => outcome === "accepted");
    const failed = (accepted < 0 ? attempts : attempts.slice(0, accepted)).map(reasonOf);
    const isExcused = failed.length === 0 || (failed.length === 1 && failed[0] === connectionLost && accepted === 1);
    return isExcused ? [] : [`${key}: ${failed.join(", then ")}`];
  });
}

function reasonOf(attempt: Command["attempts"][number]): string {
  if (attempt.outcome === "refused") return `${attempt.status} ${attempt.code}`;
  return attempt.outcome === "unknown" ? (attempt.why ?? "unknown") : attempt.outcome;
}

/** How many requests needed their one retry. */
export const retriesIn = (commands: readonly Command[]): number =>
  commands.filter(({ attempts: [first] }) => first?.outcome === "unknown").length;
