/** The seed's request to create a template. */
export const templateRequestExample = {
  name: "SME Onboarding",
  description: "End-to-end onboarding journey for SME customers",
  category: "onboarding",
  steps: [
    { id: "step_kyc", name: "KYC Verification", type: "kyc_check", order: 1, required: true, timeoutHours: 48 },
    {
      id: "step_docs",
      name: "Document Collection",
      type: "document_upload",
      order: 2,
      required: true,
      documentsRequired: ["trade_license", "financial_statements"],
    },
    {
      id: "step_credit",
      name: "Credit Assessment",
      type: "approval",
      order: 3,
      required: true,
      approvalRoleRequired: "credit_analyst",
    },
  ],
  estimatedDurationDays: 5,
  slaHours: 120,
};

const { steps: exampleSteps, ...exampleHead } = templateRequestExample;

export const listedTemplateExample = {
  id: "tmpl_onboarding_sme",
  ...exampleHead,
  status: "active",
  version: 1,
  completion: "manual",
  calendar: "continuous",
  createdBy: "usr_rm_001",
  createdAt: "2024-01-15T09:00:00Z",
  updatedAt: "2024-01-15T09:00:00Z",
};

const exampleVersion = {
  version: 1,
  status: "active",
  createdBy: "usr_rm_001",
  createdAt: "2024-01-15T09:00:00Z",
  publishedBy: "usr_rm_001",
  publishedAt: "2024-01-15T09:00:00Z",
};

export const templateExample = {
  ...listedTemplateExample,
  steps: exampleSteps.map((step) => ({ ...step, evidenceRequired: false })),
  versions: [exampleVersion],
};

/** The same onboarding, in which smaller amounts need no credit assessment. */
export const versionRequestExample = {
  ...exampleHead,
  steps: exampleSteps.map((step) =>
    step.id === "step_credit" ? { ...step, when: "context.requestedAmount.amount >= 1000000" } : step,
  ),
  completion: "auto",
  createdBy: "usr_rm_001",
};

const draft = { version: 2, status: "draft", createdBy: "usr_rm_001", createdAt: "2024-02-01T09:00:00Z" };
const published = { publishedBy: "usr_rm_001", publishedAt: "2024-02-02T09:00:00Z" };

export const draftExample = {
  ...templateExample,
  status: "draft",
  version: 2,
  steps: versionRequestExample.steps.map((step) => ({ ...step, evidenceRequired: false })),
  completion: "auto",
  updatedAt: "2024-02-01T09:00:00Z",
  versions: [exampleVersion, draft],
};

export const publishedExample = {
  ...draftExample,
  status: "active",
  updatedAt: "2024-02-02T09:00:00Z",
  versions: [
    { ...exampleVersion, status: "archived" },
    { ...draft, ...published, status: "active" },
  ],
};

export const archivedExample = {
  ...publishedExample,
  status: "archived",
  updatedAt: "2024-03-01T09:00:00Z",
  versions: publishedExample.versions.map((version) => ({ ...version, status: "archived" })),
};
