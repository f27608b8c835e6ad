import { errorKind, errors } from "@omni/contracts/errors";
import { refusal } from "@omni/kernel";
import { type Exchange, respond, respondRefusal } from "../exchange.ts";
import { errorPage } from "../problem.ts";
import { escapeHtml, htmlPage, proseHtml } from "./html.ts";
import { type Page, respondHtml } from "./page.ts";

const byAccept = { Vary: "Accept" };

/** `/docs/errors`: the catalogue of all codes. */
export const errorsPage: Page = {
  path: "/docs/errors",
  summary: "All error codes",
  types: ["text/html", "application/json"],
  answer: (exchange) =>
    wantsJson(exchange)
      ? respond(exchange, 200, JSON.stringify({ data: Object.keys(errors).map(describe) }), byAccept)
      : respondHtml(exchange, catalogueHtml(), byAccept),
};

/** `/docs/errors/<code>`: what a problem's `type` names. */
export const errorCodePage: Page = {
  path: "/docs/errors/{code}",
  summary: "One error code: what it means and what to do",
  types: ["text/html", "application/json"],
  answer: (exchange) => {
    const code = exchange.context.req.param("code") ?? "";
    if (!Object.hasOwn(errors, code)) return respondRefusal(exchange, refusal("route.unknown"));
    return wantsJson(exchange)
      ? respond(exchange, 200, JSON.stringify({ data: describe(code) }), byAccept)
      : respondHtml(exchange, codeHtml(code), byAccept);
  },
};

function describe(code: string) {
  const { http, grpc, title, retryable, advice } = errorKind(code);
  return { code, type: errorPage(code), title, status: http, grpcStatus: grpc, retryable, advice };
}

/** Whichever of the two the caller names first; a browser names HTML, and so gets whoever names neither. */
function wantsJson({ headers }: Exchange): boolean {
  const accept = headers.get("accept") ?? "";
  const json = accept.search(/application\/(problem\+)?json/i);
  const html = accept.search(/text\/html/i);
  return json !== -1 && (html === -1 || json < html);
}

const catalogueHtml = (): string => {
  const rows = Object.keys(errors).map((code) => {
    const { http, title } = errorKind(code);
    return (
      `<tr><td><a href="${escapeHtml(errorPage(code))}"><code>${escapeHtml(code)}</code></a></td>` +
      `<td>${http}</td><td>${proseHtml(title)}</td></tr>`
    );
  });
  return htmlPage("Error codes", `<table><tr><th>Code</th><th>HTTP</th><th>Meaning</th></tr>${rows.join("")}</table>`);
};

const codeHtml = (code: string): string => {
  const { advice, grpc, http, retryable, title } = errorKind(code);
  const repeat = retryable
    ? "The same request may succeed when it is sent again."
    : "The same request will be refused again.";
  return htmlPage(
    code,
    `<p><strong>${proseHtml(title)}.</strong> ${proseHtml(advice)}</p><p>${repeat}</p>` +
      `<table><tr><th>HTTP</th><td>${http}</td></tr><tr><th>gRPC</th><td>${grpc}</td></tr></table>` +
      `<p><a href="/docs/errors">All error codes</a></p>`,
  );
};
