import { accepted, idsFrom, refusal } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import type { ServicePorts } from "@omni/platform/lifecycle";
import { silentLog } from "@omni/platform/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import { accessService, journeyService, type Outgoing, type Transport } from "@omni/platform/rpc";
import { replyOf, testCall } from "@omni/testkit/calls";
import { eventHistory, eventMessage, testEvent } from "@omni/testkit/events";
import { comeToRest, manualTime } from "@omni/testkit/manual-time";
import { expect, test } from "vitest";
import { openTimelineService } from "./service.ts";

const random = (bytes: Uint8Array) => bytes.fill(1);

/** A way to a producer's stored events as it runs in the rail: encoded calls, and what each sent along. */
function producerTransport(service: string, history: ReturnType<typeof eventHistory>, asked: string[]): Transport {
  const codec = (service === "access" ? accessService : journeyService).codec("readEvents");
  return {
    invoke: async (path: string, { credential }: Outgoing, request: Uint8Array) => {
      asked.push(`${service} ${path} ${JSON.stringify(credential)}`);
      const asks = codec.decodeRequest(request) as {
        aggregateType: string;
        aggregateId: string;
        fromSequence: number;
        limit: number;
      };
      const events = history.read(
        "tnt_alpha",
        `${asks.aggregateType}/${asks.aggregateId}`,
        asks.fromSequence,
        asks.limit,
      );
      return path === codec.path ? accepted({ encoded: codec.encodeReply({ events }) }) : refusal("method.unknown");
    },
    close: async () => undefined,
  };
}

async function openHere(credential: { readonly apiKey: string } | undefined) {
  const { clock, sleep } = manualTime();
  const bus = openLogBus({ file: ":memory:", clock, log: silentLog, sleep });
  const history = eventHistory();
  const asked: string[] = [];
  const ports: ServicePorts = {
    clock,
    random,
    ids: idsFrom(clock, random),
    log: silentLog,
    bus,
    openStore: () => Promise.reject(new Error("the timeline has no store")),
    openProjection: async (declaration) => openSqliteProjection({ file: ":memory:", declaration, clock }),
    transport: (service) => producerTransport(service, history, asked),
  };
  const service = await openTimelineService(ports, { credentialFor: () => credential });
  const get = async () => {
    const method = service.rpc[0]?.methods[0];
    if (!method || !("guarded" in method)) throw new Error("the service has one guarded method");
    const request = { entityId: "ent_1", entityType: "customer", eventTypes: [] };
    const answer = await method.guarded({ ...testCall<object>(), request });
    if (!answer.ok) throw new Error(answer.code);
    return replyOf<{ entries: { id: string }[] }>(answer.value as never).entries.map(({ id }) => id);
  };
  return { asked, bus, get, history, service };
}

const subjects = [{ type: "customer", id: "ent_1" }];

test("a started service shows what comes over the bus, and closes holes in its own name by both producers", async () => {
  const { asked, bus, get, history, service } = await openHere({ apiKey: "own" });
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
    'access /omni.access.v1.AccessService/ReadEvents {"apiKey":"own"}',
    'journey /omni.journey.v1.JourneyService/ReadEvents {"apiKey":"own"}',
  ]);
  await service.stop();
  await bus.close();
});

test("without a credential of its own the service leaves holes open, and asks nobody", async () => {
  const { asked, bus, get, service } = await openHere(undefined);
  await service.start();
  await bus.publish([eventMessage(testEvent({ sequence: 2, subjects }))]);
  await comeToRest();
  expect(await get()).toEqual([]);
  expect(asked).toEqual([]);
  await service.stop();
  await bus.close();
});
