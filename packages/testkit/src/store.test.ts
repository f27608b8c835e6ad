import { idsFrom } from "@omni/kernel";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { accounts, storeContract } from "./store.ts";

const opened: { close: () => Promise<void>; folder: string }[] = [];

afterEach(async () => {
  for (const { close, folder } of opened.splice(0)) {
    await close();
    rmSync(folder, { recursive: true });
  }
});

storeContract("SQLite", async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), "omni-store-"));
  const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);
  const open = () =>
    openSqliteStore({
      file: join(folder, "store.sqlite"),
      collections: [accounts],
      clock: clock.now,
      random,
      ids: idsFrom(clock.now, random),
      sleep: () => Promise.resolve(),
    });
  let current = open();
  opened.push({ folder, close: () => current.close() });
  return {
    store: current,
    reopen: async () => {
      await current.close();
      current = open();
      return current;
    },
  };
});
