import type { GrpcAnswer } from "../grpc/bank-client.ts";
import type { RestAnswer } from "../rest/rest-client.ts";

const timeText = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const ownIds = /\b(jrn|tmpl|evt|req|key)_[0-9a-z]{20,}\b/g;
// Tell the time of the write, or are sealed over it.
const apart = new Set(["date", "x-request-id", "omni-consistency", "keep-alive", "connection"]);

/** An answer without what differs between any two requests, and with `sent` in place of what the request named. */
function plain(text: string, sent: string): string {
  return text.replaceAll(sent, "SENT").replaceAll(timeText, "TIME").replaceAll(ownIds, "$1_ID");
}

export function comparableRest(answer: RestAnswer, sent: string): object {
  const headers = [...answer.headers].filter(([name]) => !apart.has(name) && name !== "content-length");
  return {
    status: answer.status,
    text: plain(answer.text, sent).replace(/"instance":"[^"]*"/, ""),
    headers: headers.map(([name, value]) => `${name}: ${plain(value, sent)}`).toSorted(),
  };
}

export function comparableGrpc({ metadata, ...answer }: GrpcAnswer, sent: string): object {
  const headers = Object.entries(metadata).filter(([name]) => !apart.has(name));
  return {
    answer: plain(JSON.stringify(answer), sent),
    metadata: headers.map(([name, value]) => `${name}: ${plain(value, sent)}`).toSorted(),
  };
}
