import { isLoopback } from "@omni/platform/config";
import { runService, writePrivateFile } from "@omni/platform/process";
import { createPublicKey } from "node:crypto";
import { accessVariables } from "./config.ts";
import { openAccessService } from "./service.ts";

const code = await runService({
  name: "access",
  variables: accessVariables,
  calls: [],
  contextKeys: ({ OMNI_CONTEXT_KEY }) => [createPublicKey(OMNI_CONTEXT_KEY)],
  open: async (ports, values, mode) => {
    const access = await openAccessService(ports, {
      tenantsFile: values.OMNI_TENANTS_FILE,
      decisionsByUserTokenOnly: mode === "production",
      keyPepper: values.OMNI_KEY_PEPPER,
      contextKey: values.OMNI_CONTEXT_KEY,
      timelineKey: values.OMNI_TIMELINE_KEY,
    });
    const { OMNI_SEED: seed, OMNI_HOST: host, OMNI_DEVELOPMENT_KEYS_FILE: file } = values;
    if (mode === "development" && (seed === "force" || (seed === "auto" && isLoopback(host)))) {
      const keys = await access.seedDevelopment();
      if (file !== undefined) writePrivateFile(file, `${JSON.stringify(keys, undefined, 2)}\n`);
    }
    return access;
  },
});

process.exit(code);
