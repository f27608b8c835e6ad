import { serve } from "@hono/node-server";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { answerParent } from "../../process/answer-parent.ts";
import { measuredProcess } from "../measured-process.ts";
import { floorApp } from "./floor-app.ts";
import { openFloorStore } from "./floor-store.ts";

const [folder = "."] = process.argv.slice(2);
const host = "127.0.0.1";
const apiKey = `iof_test_${randomBytes(24).toString("base64url")}`;
const app = floorApp(openFloorStore(join(folder, "floor.sqlite")), apiKey);

serve({ fetch: app.fetch, hostname: host, port: 0 }, ({ port }) =>
  answerParent({ host, port, apiKey }, measuredProcess()),
);
