import { type Clock, refusal } from "@omni/kernel";
import { systemCall } from "@omni/platform/store";
import { type AskedTemplate, createTemplate, parseCreateTemplate } from "./domain/create-template.ts";
import type { Template } from "./domain/template.ts";
import type { Templates } from "./templates.ts";

const id = "tmpl_onboarding_sme";

/** The template that the documentation's samples run on. */
const onboardingSme: AskedTemplate = {
  id,
  name: "SME Onboarding",
  description: "End-to-end onboarding journey for SME customers",
  category: "onboarding",
  steps: [
    { id: "step_kyc", name: "KYC Verification", type: "kyc_check", order: 1, timeoutHours: 48 },
    {
      id: "step_docs",
      name: "Document Collection",
      type: "document_upload",
      order: 2,
      documentsRequired: ["trade_license", "financial_statements"],
    },
    {
      id: "step_credit",
      name: "Credit Assessment",
      type: "approval",
      order: 3,
      approvalRoleRequired: "credit_analyst",
    },
    { id: "step_terms", name: "Terms and Conditions", type: "form", order: 4, required: false },
    { id: "step_contract", name: "Contract Signature", type: "signature", order: 5 },
    { id: "step_activation", name: "Account Activation", type: "external", order: 6 },
  ],
  estimatedDurationDays: 5,
  slaHours: 120,
};

/** Puts the development template into each tenant that lacks it. Running it again changes nothing. */
export async function seedDevelopment(templates: Templates, tenantIds: readonly string[], clock: Clock): Promise<void> {
  const command = parseCreateTemplate(onboardingSme);
  if (!command.ok) throw new Error(`The development template is not valid: ${JSON.stringify(command.faults)}`);
  for (const tenantId of tenantIds) {
    const call = systemCall<Template>(tenantId, clock);
    const made = await templates.create(call, {
      prefix: "tmpl_",
      id,
      decide: (newId, now) => createTemplate(newId, command.value, call.actor.id, now),
      taken: () => refusal("template.id_taken"),
    });
    if (!made.ok && made.code !== "template.id_taken") throw new Error(`No development data: ${made.code}`);
  }
}
