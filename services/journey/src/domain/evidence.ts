import { type JsonText, refusal, type Refusal } from "@omni/kernel";
import type { Step } from "./step.ts";
import type { StepDefinition } from "./step-definition.ts";

/** Why a step cannot pass with these data (contract §2, "Journeys"); `undefined` when it can. */
export function passRefusal(step: Step, stepData: JsonText | undefined): Refusal | undefined {
  if (step.type === "approval") {
    return refusal("journey.approval_required", { facts: { stepId: step.id } });
  }
  const data = members(stepData);
  return kycRefusal(step, data) ?? documentsRefusal(step, data) ?? evidenceRefusal(step, data);
}

type Data = Readonly<Record<string, unknown>>;

function members(text: JsonText | undefined): Data {
  // An open map is the text of one object: `parseOpenMap` has seen to it.
  return text === undefined ? {} : (JSON.parse(text) as Data);
}

/** A `null` counts as left out (contract §1, "Status codes"). */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function kycRefusal(step: StepDefinition, { kycStatus }: Data): Refusal | undefined {
  if (step.type !== "kyc_check" || kycStatus === "verified") return undefined;
  if (!isGiven(kycStatus)) return step.evidenceRequired ? needsEvidence("/stepData/kycStatus") : undefined;
  return refusal("journey.kyc_not_verified", {
    faults: [{ pointer: "/stepData/kycStatus", detail: "Must be verified." }],
  });
}

function documentsRefusal(step: StepDefinition, { documents }: Data): Refusal | undefined {
  const named = new Set(Array.isArray(documents) ? documents.map(documentName) : []);
  const missing = step.documentsRequired.filter((name) => !named.has(name));
  if (missing.length === 0) {
    return step.type === "document_upload" && step.evidenceRequired && named.size === 0
      ? needsEvidence("/stepData/documents")
      : undefined;
  }
  return refusal("journey.documents_missing", {
    facts: { missing: missing.join(", ") },
    faults: missing.map((name) => ({ pointer: "/stepData/documents", detail: `Must name ${name}.` })),
  });
}

/** A document is named by a text, or by the `type` of an object: `"trade_license"`, `{"type": "trade_license", …}`. */
function documentName(document: unknown): unknown {
  return typeof document === "object" && document !== null && "type" in document ? document.type : document;
}

const evidenceRefusal = (step: StepDefinition, data: Data): Refusal | undefined =>
  step.evidenceRequired && !Object.values(data).some(isGiven) ? needsEvidence("/stepData") : undefined;

const needsEvidence = (pointer: string): Refusal =>
  refusal("journey.evidence_required", { faults: [{ pointer, detail: "Is required by this step." }] });
