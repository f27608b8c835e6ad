import { OpenAPIHono } from "@hono/zod-openapi";
import { refusal } from "@omni/kernel";
import { routePath } from "hono/route";
import { type GatewayContext, type GatewayEnv, openExchange, respond, respondRefusal } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { describeEndpoint, describePage, documentText } from "./openapi.ts";
import { docsPage } from "./pages/docs.ts";
import { errorCodePage, errorsPage } from "./pages/errors.ts";
import { livePage, type RailState, readyPage } from "./pages/health.ts";
import type { Page } from "./pages/page.ts";
import { endpoints } from "./endpoints.ts";
import { unknownRoute } from "./unknown-route.ts";

export interface AppOptions {
  readonly gateway: Gateway;
  /** What `/readyz` tells, asked anew each time. */
  readonly state: () => RailState;
  /** The address under which clients reach the API; for the document. */
  readonly publicUrl: string | undefined;
}

export type App = OpenAPIHono<GatewayEnv>;

/** Every route, registered once for the router and once for the document, from the same list. */
export function gatewayApp({ gateway, state, publicUrl }: AppOptions): App {
  const app: App = new OpenAPIHono<GatewayEnv>();
  const pages = pagesOf(app, state, publicUrl);
  for (const endpoint of endpoints) {
    app.on(endpoint.method, routerPath(endpoint.path), endpoint.handler(gateway));
    describeEndpoint(app.openAPIRegistry, endpoint);
  }
  for (const page of pages) {
    app.get(routerPath(page.path), (context) => page.answer(openExchange(context, gateway)));
    describePage(app.openAPIRegistry, page);
  }
  app.notFound(unknownRoute(gateway, [...endpoints, ...pages.map(({ path }) => ({ path, method: "get" }))]));
  app.onError((bug, context) => answerBug(gateway, context, bug));
  return app;
}

function pagesOf(app: App, state: () => RailState, publicUrl: string | undefined): readonly Page[] {
  const pages = [livePage, readyPage(state), openApiPage(app, publicUrl), errorsPage, errorCodePage];
  return [...pages, docsPage(endpoints, pages)];
}

function openApiPage(app: App, publicUrl: string | undefined): Page {
  // Made when it is first asked for: no start has to wait for it.
  let text: string | undefined;
  return {
    path: "/openapi.json",
    summary: "The API, for tools",
    types: ["application/json"],
    answer: (exchange) => respond(exchange, 200, (text ??= documentText(app, publicUrl))),
  };
}

/** What throws is a bug: the log gets it, the caller gets the request's id. */
function answerBug(gateway: Gateway, context: GatewayContext, bug: unknown): Response {
  const exchange = openExchange(context, gateway);
  const method = `${context.req.method} ${routePath(context)}`;
  gateway.log.error({ correlationId: exchange.requestId, method, error: bug }, "A request could not be served.");
  return respondRefusal(exchange, refusal("internal.error"));
}

const routerPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");
