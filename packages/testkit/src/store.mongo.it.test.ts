import { idsFrom } from "@omni/kernel";
import { openMongoStore } from "@omni/platform/store/mongo";
import { afterEach } from "vitest";
import { testDatabase } from "./mongodb.ts";
import { accounts, storeContract } from "./store.ts";

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

storeContract("MongoDB", async (clock) => {
  const { drop, ...place } = testDatabase();
  const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);
  const ids = idsFrom(clock.now, random);
  const deps = { ...place, collections: [accounts], clock: clock.now, random, ids, sleep: () => Promise.resolve() };
  const open = () => openMongoStore({ ...deps, migrates: true });
  let current = await open();
  opened.push(async () => {
    await current.close();
    await drop();
  });
  return {
    store: current,
    reopen: async () => {
      await current.close();
      current = await open();
      return current;
    },
  };
});
