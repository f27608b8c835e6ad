import { createHash } from "node:crypto";

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222}" +
  "code{background:#f2f2f2;padding:.1em .3em}table{border-collapse:collapse;width:100%}" +
  "td,th{text-align:left;padding:.3em .6em;border-bottom:1px solid #ddd;vertical-align:top}a{color:#1565c0}";

/** The style of every page, and its source expression for Content-Security-Policy. */
export const pageStyle = { text: style, source: `sha256-${createHash("sha256").update(style).digest("base64")}` };

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** A text as it may stand in HTML, in an attribute too. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities.get(sign) ?? sign);

/** Our own words with `code` between backticks, as HTML. */
export const proseHtml = (text: string): string => escapeHtml(text).replaceAll(/`([^`]*)`/g, "<code>$1</code>");

/** A whole document around a body that is HTML already. */
export const htmlPage = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>` +
  `<style>${style}</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>\n`;
