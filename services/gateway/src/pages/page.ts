import { type Exchange, respond, type ResponseHeaders } from "../exchange.ts";
import { pageStyle } from "./html.ts";

/** A page that needs no credential: for people, probes and tools. */
export interface Page {
  /** May hold one `{code}`. */
  readonly path: string;
  readonly summary: string;
  /** The media types in which it is answered. */
  readonly types: readonly ("application/json" | "text/html")[];
  readonly answer: (exchange: Exchange) => Response;
}

const htmlHeaders: ResponseHeaders = {
  "Content-Type": "text/html; charset=utf-8",
  // Nothing is loaded from anywhere; only our own style applies.
  "Content-Security-Policy": `default-src 'none'; style-src '${pageStyle.source}'; frame-ancestors 'none'`,
};

export const respondHtml = (exchange: Exchange, html: string, more?: ResponseHeaders): Response =>
  respond(exchange, 200, html, { ...htmlHeaders, ...more });
