import { respond } from "../exchange.ts";
import type { Page } from "./page.ts";

/** Why services cannot take work, by their names; empty when all can. */
export type NotReady = () => Readonly<Record<string, string>>;

/** `/livez`: the process answers. */
export const livePage: Page = {
  path: "/livez",
  summary: "Whether the process is alive",
  types: ["application/json"],
  answer: (exchange) => respond(exchange, 200, '{"status":"alive"}'),
};

/** `/readyz`: 200 when every service can take work; else 503, with a reason for each that cannot. */
export const readyPage = (notReady: NotReady): Page => ({
  path: "/readyz",
  summary: "Whether every service can take work, and why not",
  types: ["application/json"],
  answer: (exchange) => {
    const reasons = notReady();
    return Object.keys(reasons).length === 0
      ? respond(exchange, 200, '{"status":"ready"}')
      : respond(exchange, 503, JSON.stringify({ status: "not ready", reasons }), { "Retry-After": "1" });
  },
});
