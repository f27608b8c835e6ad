import { accepted, idsFrom, refusal } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import type { ServicePorts } from "@omni/platform/lifecycle";
import { openLog, silentLog } from "@omni/platform/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import {
  accessService,
  journeyService,
  type Outgoing,
  readServiceKey,
  serviceKeyText,
  type Transport,
} from "@omni/platform/rpc";
import { replyOf, testCall } from "@omni/testkit/calls";
import { eventHistory, eventMessage, testEvent } from "@omni/testkit/events";
import { comeToRest, manualTime } from "@omni/testkit/manual-time";
import { expect, test } from "vitest";
import { openTimelineService } from "./service.ts";

const random = (bytes: Uint8Array) => bytes.fill(1);
const serviceKey = Buffer.alloc(32, "timeline");

/**
 * A way to a producer's stored events as it runs in the rail: encoded calls. Whose events are read, the credential
 * says; it is judged by the key that access has.
 */
function producerTransport(service: string, history: ReturnType<typeof eventHistory>, asked: string[]): Transport {
  const codec = (service === "access" ? accessService : journeyService).codec("readEvents");
  return {
    invoke: async (path: string, { credential }: Outgoing, request: Uint8Array) => {
      const apiKey = credential && "apiKey" in credential ? credential.apiKey : "";
      asked.push(`${service} ${path} ${apiKey}`);
      const proven = readServiceKey(apiKey, new Map([["timeline", serviceKey]]));
      if (!proven) return refusal("credential.invalid");
      const asks = codec.decodeRequest(request) as {
        aggregateType: string;
        aggregateId: string;
        fromSequence: number;
        limit: number;
      };
      const aggregate = `${asks.aggregateType}/${asks.aggregateId}`;
      const events = history.read(proven.tenantId, aggregate, asks.fromSequence, asks.limit);
      return path === codec.path ? accepted({ encoded: codec.encodeReply({ events }) }) : refusal("method.unknown");
    },
    close: async () => undefined,
  };
}

async function openHere(key: Uint8Array = serviceKey) {
  const { advance, clock, sleep } = manualTime();
  const bus = openLogBus({ file: ":memory:", clock, log: silentLog, sleep });
  const history = eventHistory();
  const asked: string[] = [];
  const lines: string[] = [];
  const ports: ServicePorts = {
    clock,
    random,
    ids: idsFrom(clock, random),
    log: openLog({ level: "warn", format: "json", write: (line) => void lines.push(line) }),
    bus,
    openStore: () => Promise.reject(new Error("the timeline has no store")),
    openProjection: async (declaration) => openSqliteProjection({ file: ":memory:", declaration, clock }),
    transport: (service) => producerTransport(service, history, asked),
  };
  const service = await openTimelineService(ports, { serviceKey: key });
  const get = async (tenantId = "tnt_alpha") => {
    const method = service.rpc[0]?.methods[0];
    if (!method || !("guarded" in method)) throw new Error("the first service has one guarded method");
    const request = { entityId: "ent_1", entityType: "customer", eventTypes: [] };
    const answer = await method.guarded({ ...testCall<object>({ tenantId }), request });
    if (!answer.ok) throw new Error(answer.code);
    return replyOf<{ entries: { id: string }[] }>(answer.value as never).entries.map(({ id }) => id);
  };
  const close = async () => {
    await service.stop();
    await bus.close();
  };
  return { advance, asked, bus, close, get, history, lines, service };
}

const own = (tenantId: string) => serviceKeyText({ service: "timeline", tenantId, key: serviceKey });
const subjects = [{ type: "customer", id: "ent_1" }];

test("a started service shows what comes over the bus, and closes holes in its own name by both producers", async () => {
  const { asked, bus, close, get, history, service } = await openHere();
  const user = (sequence: number) =>
    testEvent({ aggregateType: "user", aggregateId: "usr_1", eventType: "user.changed", sequence, subjects });
  history.add(testEvent({ sequence: 1, subjects }));
  history.add(user(1));
  expect(service.notReady()).toBeUndefined();
  await service.start();
  await bus.publish([eventMessage(testEvent({ sequence: 2, subjects })), eventMessage(user(2), "omni.access.v1")]);
  await comeToRest();
  expect((await get()).toSorted()).toEqual(["evt_jrn_1_1", "evt_jrn_1_2", "evt_usr_1_1", "evt_usr_1_2"]);
  expect(asked.toSorted()).toEqual([
    `access /omni.access.v1.AccessService/ReadEvents ${own("tnt_alpha")}`,
    `journey /omni.journey.v1.JourneyService/ReadEvents ${own("tnt_alpha")}`,
  ]);
  await close();
});

test("each tenant's hole is closed in that tenant's name, with that tenant's events", async () => {
  const { asked, bus, close, get, history, service } = await openHere();
  const of = (tenantId: string, sequence: number) =>
    testEvent({ tenantId, aggregateId: `jrn_${tenantId}`, sequence, subjects });
  const tenants = ["tnt_alpha", "tnt_beta"];
  for (const tenantId of tenants) history.add(of(tenantId, 1));
  await service.start();
  await bus.publish(tenants.map((tenantId) => eventMessage(of(tenantId, 2))));
  await comeToRest();
  for (const tenantId of tenants)
    expect(await get(tenantId)).toEqual([1, 2].map((sequence) => `evt_jrn_${tenantId}_${sequence}`));
  expect(asked.map((line) => line.split(" ")[2])).toEqual(tenants.map(own));
  await close();
});

test("with another key than access has, a hole waits: an error each second, nothing shown, nothing lost", async () => {
  const { advance, bus, close, get, history, lines, service } = await openHere(Buffer.alloc(32, "other"));
  history.add(testEvent({ sequence: 1, subjects }));
  await service.start();
  await bus.publish([eventMessage(testEvent({ sequence: 2, subjects }))]);
  await advance(60_000);
  expect(await get()).toEqual([]);
  expect(await bus.lag("omni.journey.v1", "timeline")).toBe(1);
  expect(await bus.deadLetters("omni.journey.v1", "timeline", 10)).toEqual([]);
  const errors = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(errors.every(({ level, code }) => level === "error" && code === "credential.invalid")).toBe(true);
  expect(errors[0]).toMatchObject({ tenantId: "tnt_alpha", aggregate: "journey/jrn_1", topic: "omni.journey.v1" });
  expect(errors[0]?.["message"]).toContain("OMNI_TIMELINE_KEY must be the same");
  expect(errors.length).toBeGreaterThan(30);
  expect(errors.length).toBeLessThanOrEqual(61);
  await close();
});

test("a key that is too short stops the start", async () => {
  await expect(openHere(new Uint8Array(31))).rejects.toThrow("32 bytes");
});
