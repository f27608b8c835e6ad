/**
 * Whether an If-None-Match header names this ETag (RFC 9110 §13.1.2): the resource is as the caller knows it. `*`
 * matches whatever there is; a weak tag is compared by what it quotes.
 */
export function noneMatchNames(header: string, etag: string): boolean {
  if (header.trim() === "*") return true;
  return header.split(",").some((named) => named.trim().replace(/^W\//, "") === etag);
}
