import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BankClient, bankClient } from "./grpc/bank-client.ts";
import { comparableGrpc } from "./isolation/comparable.ts";
import { type GrpcOperation, grpcOperations, grpcPositions, withAt } from "./isolation/grpc-operations.ts";
import { inventThings, makeThings, type TenantThings } from "./isolation/tenant-things.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";

// As isolation.test.ts, for callers that know the services' own ports: the gateway is not what keeps tenants apart.
let rail: TestRail;
let clients: Readonly<Record<GrpcOperation["port"], BankClient>>;
beforeAll(async () => {
  rail = await startRail();
  const client = (service: string, key: string): BankClient => bankClient(rail.rail.grpc[service] ?? "", key);
  const { appKey, adminKey } = rail.alpha;
  clients = {
    access: client("access", adminKey),
    journey: client("journey", appKey),
    timeline: client("timeline", appKey),
  };
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.close();
  await rail.stop();
});

const metadataKinds = { "idempotency-key": "key", "if-match": "etag", "omni-consistency": "token" } as const;

interface Case {
  readonly name: string;
  readonly operation: GrpcOperation;
  readonly position: string;
  readonly kind: keyof TenantThings;
  readonly metadata?: true;
}

const fieldCases = grpcOperations.flatMap((operation): readonly Case[] =>
  Object.entries(operation.positions).map(([position, kind]) => ({
    name: nameOf(operation, position),
    operation,
    position,
    kind,
  })),
);
const metadataCases = grpcOperations.flatMap((operation): readonly Case[] =>
  Object.entries(metadataKinds)
    .filter(([position]) => position === "omni-consistency" || !/^(Get|List|Read)/.test(operation.method))
    .map(([position, kind]) => ({ name: nameOf(operation, position), operation, position, kind, metadata: true })),
);

function nameOf({ service, method }: GrpcOperation, position: string): string {
  return `${service}/${method} ${position}`;
}

/** Asks as alpha, with a thing of somebody's at the position and alpha's own, newly made, elsewhere. */
async function ask({ operation, position, kind, metadata }: Case, things: TenantThings): Promise<object> {
  const own = await makeThings(rail.alpha);
  const value = things[kind];
  // An ETag tells something only beside the resource whose it is.
  const around =
    kind === "etag" ? { ...own, journey: things.journey, template: things.template, user: things.user } : own;
  const request = operation.request(around);
  const sent = metadata ? request : withAt(request, position, value);
  const { method, port, service } = operation;
  const answer = await clients[port].call(service, method, sent, metadata ? { [position]: value } : {});
  return comparableGrpc(answer, { sent: value, own: around });
}

describe("another tenant's things answer like unknown ones over gRPC", () => {
  test("in every field that the methods have", () => {
    expect(fieldCases.map(({ name }) => name).toSorted()).toEqual(grpcPositions().toSorted());
  });

  test.each([...fieldCases, ...metadataCases])("$name", async (one) => {
    const foreign = await makeThings(rail.beta);
    expect(await ask(one, foreign)).toEqual(await ask(one, inventThings(foreign)));
  });
});
