import { manualTime } from "@omni/testkit/manual-time";
import { testCall } from "@omni/testkit/calls";
import { accounts, openAccount, type AccountReply } from "@omni/testkit/store/accounts";
import { idsFrom } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import { silentLog } from "@omni/platform/log";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { startRelay } from "@omni/platform/work";
import { randomFillSync } from "node:crypto";
import { expect, test } from "vitest";
import { crashPoints, fused, openFuse, type CrashPoint } from "./crash-points.ts";

test("a fuse kills when its point is passed for the n-th time, and at no other", () => {
  let kills = 0;
  const fuse = openFuse(() => kills++);
  fuse.pass("after commit");
  fuse.arm("after commit", 2);
  fuse.pass("before commit");
  fuse.pass("after commit");
  expect(kills).toBe(0);
  fuse.pass("after commit");
  expect(kills).toBe(1);
});

test("a command on its way from the store to a consumer passes the points in order", async () => {
  const passed: CrashPoint[] = [];
  const wrap = fused((point) => passed.push(point));
  const { clock, sleep, ...time } = manualTime();
  const random = (bytes: Uint8Array) => randomFillSync(bytes);
  const ids = idsFrom(clock, random);
  const plain = openSqliteStore({ file: ":memory:", collections: [accounts], clock, ids, random, sleep });
  const store = wrap.store?.(plain, "journey") ?? plain;
  const log = openLogBus({ file: ":memory:", clock, sleep, log: silentLog });
  const bus = wrap.bus?.(log, "journey") ?? log;
  const topic = "omni.account.v1";
  await bus.consume({ topics: [topic], group: "reader", handler: async () => undefined });
  const relay = startRelay({ outbox: store.outbox, bus, topic, source: "account", log: silentLog, sleep });

  const decide = openAccount({ owner: "c1" });
  await store.open(accounts).create(testCall<AccountReply>(), { prefix: "jrn_", decide });
  await time.advance(100);
  await relay.stop();

  const firsts = [...new Set(passed)];
  const onTheWay = crashPoints.filter((point) => !point.endsWith("apply"));
  expect(firsts.toSorted()).toEqual(onTheWay.toSorted());
  const expected: readonly CrashPoint[] = [
    "before commit",
    "after commit",
    "before publish",
    "after publish",
    "after handler",
  ];
  expect(firsts.filter((point) => expected.includes(point))).toEqual(expected);
  await bus.close();
  await store.close();
});
