import { openMongoProjection } from "@omni/platform/projection/mongo";
import { testDatabase } from "./mongodb.ts";
import { projectionContract } from "./projection.ts";

projectionContract("MongoDB", async (declaration) => {
  const { drop, ...place } = testDatabase();
  const open = () => openMongoProjection({ ...place, declaration, migrates: true });
  let projection = await open();
  return {
    projection: () => projection,
    reopen: async () => {
      await projection.close();
      projection = await open();
    },
    close: async () => {
      await projection.close();
      await drop();
    },
  };
});
