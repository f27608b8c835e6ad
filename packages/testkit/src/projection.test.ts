import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testClock } from "./clocks.ts";
import { projectionContract } from "./projection.ts";

projectionContract("SQLite", async (declaration) => {
  const folder = await mkdtemp(join(tmpdir(), "omni-projection-"));
  const open = () => openSqliteProjection({ file: join(folder, "rows.sqlite"), declaration, clock: testClock().now });
  let projection = open();
  return {
    projection: () => projection,
    reopen: async () => {
      await projection.close();
      projection = open();
    },
    close: async () => {
      await projection.close();
      await rm(folder, { recursive: true });
    },
  };
});
