import { openEmbeddedRail } from "@omni/rail/embedded";
import { answerParent } from "../process/answer-parent.ts";
import { measuredProcess } from "./measured-process.ts";

const [folder = ""] = process.argv.slice(2);
const environment = { ...process.env, OMNI_DATA_DIR: folder, OMNI_PORT: "0", OMNI_LOG_LEVEL: "error" };
const rail = await openEmbeddedRail({ environment });
const { hostname, port } = new URL(rail.baseUrl);

answerParent({ host: hostname, port: Number(port), apiKey: rail.tenants[0]?.appKey ?? "" }, measuredProcess());
