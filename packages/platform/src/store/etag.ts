/** The ETag of a resource: its version and its status as computed now, in quotes (contract §1, "Concurrency"). */
export const etagOf = (version: number, status: string): string => `"${version}-${status}"`;

/** Strong comparison of an If-Match or If-None-Match list (RFC 9110 §13.1.1): weak tags never match. */
export const matchesEtag = (list: string, etag: string): boolean =>
  list.split(",").some((candidate) => candidate.trim() === "*" || candidate.trim() === etag);
