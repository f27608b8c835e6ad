import type { Endpoint } from "../endpoint.ts";
import { escapeHtml, htmlPage } from "./html.ts";
import { type Page, respondHtml } from "./page.ts";

/** `/docs`: what there is to call, for a reader in a browser. */
export function docsPage(endpoints: readonly Endpoint[], pages: readonly Page[]): Page {
  const html = htmlPage("Omnichannel Rail", introduction + operations(endpoints) + others(pages));
  return {
    path: "/docs",
    summary: "The API, for people",
    types: ["text/html"],
    answer: (exchange) => respondHtml(exchange, html),
  };
}

const introduction =
  `<p>Customer journeys, step by step, with one timeline per customer, journey or contract.</p>` +
  `<p>Send your API key as <code>Authorization: Bearer …</code>. The whole description, for tools and client ` +
  `generators, is <a href="/openapi.json">/openapi.json</a>; every error code has ` +
  `<a href="/docs/errors">a page of its own</a>.</p>`;

function operations(endpoints: readonly Endpoint[]): string {
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  return tags
    .map((tag) => `<h2>${escapeHtml(tag)}</h2>${table(endpoints.filter((one) => one.tag === tag).map(operationRow))}`)
    .join("");
}

const operationRow = ({ method, path, summary, example }: Endpoint): string =>
  `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escapeHtml(path)}</code></td>` +
  `<td>${escapeHtml(summary)}${exampleHtml(example.request)}</td></tr>`;

const exampleHtml = (request: object | undefined): string =>
  request === undefined
    ? ""
    : `<details><summary>Example</summary><pre>${escapeHtml(JSON.stringify(request, undefined, 2))}</pre></details>`;

const others = (pages: readonly Page[]): string => `<h2>Operation</h2>${table(pages.map(pageRow))}`;

const pageRow = ({ path, summary }: Page): string => {
  const name = `<code>${escapeHtml(path)}</code>`;
  const link = path.includes("{") ? name : `<a href="${escapeHtml(path)}">${name}</a>`;
  return `<tr><td><code>GET</code></td><td>${link}</td><td>${escapeHtml(summary)}</td></tr>`;
};

const table = (rows: readonly string[]): string => `<table>${rows.join("")}</table>`;
