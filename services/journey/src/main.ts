import { addressOf, callerVariables, runService } from "@omni/platform/process";
import { journeyVariables } from "./config.ts";
import { openJourneyService } from "./service.ts";

const code = await runService({
  name: "journey",
  variables: () => ({ ...callerVariables, ...journeyVariables, OMNI_ACCESS_ADDRESS: addressOf("access") }),
  calls: ["access"],
  contextKeys: ({ OMNI_CONTEXT_PUBLIC_KEYS }) => OMNI_CONTEXT_PUBLIC_KEYS,
  open: (ports, { OMNI_DEVELOPMENT_TENANTS: developmentTenants }) => openJourneyService(ports, { developmentTenants }),
});

process.exit(code);
