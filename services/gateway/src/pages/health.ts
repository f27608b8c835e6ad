import { respond } from "../exchange.ts";
import type { Page } from "./page.ts";

/** What is known of the services, by their names. */
export interface RailState {
  /** Why those that cannot take work cannot; empty when all can. */
  readonly notReady: Readonly<Record<string, string>>;
  /** What is late with those that can. */
  readonly waiting: Readonly<Record<string, string>>;
}

/** `/livez`: the process answers. */
export const livePage: Page = {
  path: "/livez",
  summary: "Whether the process is alive",
  types: ["application/json"],
  answer: (exchange) => respond(exchange, 200, '{"status":"alive"}'),
};

/**
 * `/readyz`: 200 when every service can take work; else 503, with a reason for each that cannot. A bus that is away
 * alone keeps 200 and is told as `waiting`: commands are accepted, and their events follow.
 */
export const readyPage = (state: () => RailState): Page => ({
  path: "/readyz",
  summary: "Whether every service can take work, and why not",
  types: ["application/json"],
  answer: (exchange) => {
    const { notReady: reasons, waiting } = state();
    if (Object.keys(reasons).length > 0)
      return respond(exchange, 503, JSON.stringify({ status: "not ready", reasons }), { "Retry-After": "1" });
    const late = Object.keys(waiting).length > 0 ? { waiting } : undefined;
    return respond(exchange, 200, JSON.stringify({ status: "ready", ...late }));
  },
});
