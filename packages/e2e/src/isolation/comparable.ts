import type { GrpcAnswer } from "../grpc/bank-client.ts";
import type { RestAnswer } from "../rest/rest-client.ts";
import { type TenantThings, thingKinds } from "./tenant-things.ts";

const timeText = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const ownIds = /\b(jrn|tmpl|evt|req|key)_[0-9a-z]{20,}\b/g;
// These differ between any two answers.
const apart = new Set(["date", "x-request-id", "omni-consistency", "keep-alive", "connection", "content-length"]);

/** What one request named, and what its tenant had: neither may be all that sets two answers apart. */
export interface Named {
  readonly sent: string;
  readonly own: TenantThings;
}

function plain(text: string, { sent, own }: Named): string {
  let named = text.replaceAll(sent, "SENT");
  for (const kind of thingKinds) named = named.replaceAll(own[kind], kind.toUpperCase());
  return named.replaceAll(timeText, "TIME").replaceAll(ownIds, "$1_ID").replaceAll(encodeURIComponent(sent), "SENT");
}

export function comparableRest(answer: RestAnswer, named: Named): object {
  const headers = [...answer.headers].filter(([name]) => !apart.has(name));
  return {
    status: answer.status,
    text: plain(answer.text, named),
    headers: headers.map(([name, value]) => `${name}: ${plain(value, named)}`).toSorted(),
  };
}

export function comparableGrpc({ metadata, ...answer }: GrpcAnswer, named: Named): object {
  const headers = Object.entries(metadata).filter(([name]) => !apart.has(name));
  return {
    answer: plain(JSON.stringify(answer), named),
    metadata: headers.map(([name, value]) => `${name}: ${plain(value, named)}`).toSorted(),
  };
}
