import { idsFrom } from "@omni/kernel";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { testClock } from "@omni/testkit/clocks";
import { expect, test } from "vitest";
import { seedDevelopment } from "./seed-development.ts";
import { templates } from "./templates.ts";

test("each development tenant gets the template of the samples, once, however often it is seeded", async () => {
  const { now: clock } = testClock();
  const random = (bytes: Uint8Array) => bytes.fill(7);
  const more = { clock, random, ids: idsFrom(clock, random), sleep: () => Promise.resolve() };
  const store = openSqliteStore({ file: ":memory:", collections: [templates], ...more });
  const opened = store.open(templates);
  for (let time = 1; time <= 2; time++) await seedDevelopment(opened, ["tnt_alpha", "tnt_beta"], clock);
  for (const tenantId of ["tnt_alpha", "tnt_beta"]) {
    const template = await opened.load({ tenantId }, "tmpl_onboarding_sme");
    expect(template).toMatchObject({
      status: "active",
      version: 1,
      slaHours: 120,
      steps: [
        { id: "step_kyc", name: "KYC Verification", type: "kyc_check", timeoutHours: 48 },
        { id: "step_docs", name: "Document Collection", documentsRequired: ["trade_license", "financial_statements"] },
        { id: "step_credit", type: "approval", approvalRoleRequired: "credit_analyst" },
        {},
        {},
        {},
      ],
    });
    const events = await store.readEvents({ tenantId }, "template/tmpl_onboarding_sme", 1, 9);
    expect(events.map(({ type }) => type)).toEqual(["template.published"]);
  }
  expect(await opened.load({ tenantId: "tnt_gamma" }, "tmpl_onboarding_sme")).toBe(undefined);
});
