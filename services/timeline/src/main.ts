import { addressOf, callerVariables, runService } from "@omni/platform/process";
import { timelineVariables } from "./config.ts";
import { openTimelineService } from "./service.ts";

const code = await runService({
  name: "timeline",
  variables: () => ({
    ...callerVariables,
    ...timelineVariables,
    OMNI_ACCESS_ADDRESS: addressOf("access"),
    OMNI_JOURNEY_ADDRESS: addressOf("journey"),
  }),
  calls: ["access", "journey"],
  contextKeys: ({ OMNI_CONTEXT_PUBLIC_KEYS }) => OMNI_CONTEXT_PUBLIC_KEYS,
  open: (ports, { OMNI_TIMELINE_KEY: serviceKey }) => openTimelineService(ports, { serviceKey }),
});

process.exit(code);
