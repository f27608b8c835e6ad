import { get } from "../../http/requests.ts";
import { latencies, type Latency } from "../samples.ts";
import { openLoadClient, type Field, type LoadClient } from "./load-client.ts";

export interface ListsJob {
  readonly field: Field;
  /** Requests per kind of list. */
  readonly requests: number;
}

/** One page of each kind of list, one request after the other, while nothing else runs. */
export async function measureLists({ field, requests }: ListsJob): Promise<Readonly<Record<string, Latency>>> {
  const client = await openLoadClient(field, `l${Date.now().toString(36)}`);
  try {
    const customerId = await someCustomer(client, field);
    const kinds = {
      "newest page": "/journeys",
      "page 500": "/journeys?page=500",
      "by status": "/journeys?status=created",
      "by template": `/journeys?templateId=${field.templateId}`,
      "by customer": `/journeys?customerId=${customerId}`,
      "by assignee": "/journeys?assigneeId=usr_rm_001",
      "by priority": "/journeys?priority=normal",
      overdue: "/journeys?overdue=true",
      "not overdue": "/journeys?overdue=false",
      "by status and assignee": "/journeys?status=in_progress&assigneeId=usr_rm_001",
      "by status and template": `/journeys?status=in_progress&templateId=${field.templateId}`,
      "by status and lateness": "/journeys?status=created&overdue=false",
      "by template and priority": `/journeys?templateId=${field.templateId}&priority=normal`,
      "by template and assignee": `/journeys?templateId=${field.templateId}&assigneeId=usr_rm_001`,
    };
    const measured: Record<string, Latency> = {};
    for (const [kind, path] of Object.entries(kinds))
      measured[kind] = await repeat(client, get(field.target, path), requests);
    measured["cursor walk"] = await walk(client, field, requests);
    return measured;
  } finally {
    client.close();
  }
}

async function repeat(client: LoadClient, request: string, requests: number): Promise<Latency> {
  const times = latencies();
  for (let number = 0; number < requests; number++) {
    const startedAt = performance.now();
    await client.send(request);
    times.add(performance.now() - startedAt);
  }
  return times.summary();
}

async function walk(client: LoadClient, { target }: Field, requests: number): Promise<Latency> {
  const times = latencies();
  let cursor = "";
  for (let number = 0; number < requests; number++) {
    const startedAt = performance.now();
    const answer = await client.send(get(target, `/journeys${cursor === "" ? "" : `?cursor=${cursor}`}`));
    times.add(performance.now() - startedAt);
    cursor = /"nextCursor":"([^"]+)"/.exec(answer.body.toString("latin1"))?.[1] ?? "";
  }
  return times.summary();
}

async function someCustomer(client: LoadClient, { target }: Field): Promise<string> {
  const answer = await client.send(get(target, "/journeys?page=500"));
  const found = /"customerId":"([^"]+)"/.exec(answer.body.toString("latin1"))?.[1];
  if (found === undefined) throw new Error("the store holds fewer than 10,000 journeys");
  return found;
}
