import type { Message } from "@omni/platform/bus";
import { accessService, rpcClient } from "@omni/platform/rpc";
import { embeddedServices } from "@omni/testkit/embedded-service";
import { expect, test } from "vitest";
import { developmentTenantsFile } from "./config.ts";
import { openAccessService } from "./service.ts";

test("every change of a user reaches the bus once the service has started, in order", async () => {
  const services = embeddedServices();
  const access = await openAccessService(services.ports, {
    tenantsFile: developmentTenantsFile,
    decisionsByUserTokenOnly: false,
    keyPepper: Buffer.alloc(32, "pepper"),
    timelineKey: Buffer.alloc(32, "timeline"),
    contextKey: services.contextKey,
  });
  services.serve(access);
  const [alpha] = await access.seedDevelopment();
  expect(access.notReady()).toBeUndefined();
  const taken: Message[] = [];
  const enough = Promise.withResolvers<void>();
  await services.ports.bus.consume({
    topics: ["omni.access.v1"],
    group: "test",
    handler: async (batch) => {
      taken.push(...batch);
      if (taken.length >= 14) enough.resolve();
    },
  });
  await access.start();
  const client = rpcClient(accessService, services.transport("access"));
  const credential = { apiKey: alpha?.adminKey ?? "" };
  for (const active of [true, false, false]) {
    await client.putUser({ credential }, { userId: "usr_salma", displayName: "Salma Al-Amri", active });
  }
  await enough.promise;
  // Six users of the seed in each tenant, and two changes of one more: the third PUT changed nothing.
  expect(taken).toHaveLength(14);
  expect(taken.slice(-2).map(({ key, headers }) => [key, headers["ce_type"], headers["omni-sequence"]])).toEqual([
    ["tnt_alpha/usr_salma", "omni.user.changed", "1"],
    ["tnt_alpha/usr_salma", "omni.user.changed", "2"],
  ]);
  expect(taken.some(({ value }) => Buffer.from(value).includes("Salma"))).toBe(false);
  await services.close();
});
