// What the contract says of single steps, once more and plainly. Only tests import this file.

export interface Data {
  readonly kycStatus?: string;
  readonly documents?: readonly string[];
}

/** What a step's `when` can look at. */
export interface Seen {
  readonly channel: string;
  readonly priority: string;
  readonly context: { readonly kind: string } | undefined;
  readonly data: Readonly<Record<string, Data | undefined>>;
}

/** An expression and what it comes to; what cannot be judged is not false. */
export interface ModelWhen {
  readonly text: string;
  readonly isFalse: (seen: Seen) => boolean;
}

export interface ModelStep {
  readonly id: string;
  readonly type: "manual" | "kyc_check" | "document_upload" | "approval";
  readonly required: boolean;
  readonly timeoutMs: number | undefined;
  readonly documents: readonly string[];
  readonly evidence: boolean;
  readonly when: ModelWhen | undefined;
}

const verified = (data: Data | undefined) => data?.kycStatus;

export const whens: readonly ModelWhen[] = [
  { text: "1 == 2", isFalse: () => true },
  { text: "channel == 'branch'", isFalse: ({ channel }) => channel !== "branch" },
  { text: "priority == 'high'", isFalse: ({ priority }) => priority !== "high" },
  { text: "context.kind == 'small'", isFalse: ({ context }) => context !== undefined && context.kind !== "small" },
  {
    text: "steps.s0.data.kycStatus == 'verified'",
    isFalse: ({ data }) => verified(data["s0"]) !== undefined && verified(data["s0"]) !== "verified",
  },
];

/** Each rule by itself: any that is broken may be the one that is told. */
export function passRefusals(step: ModelStep, data: Data | undefined): readonly string[] {
  const broken: string[] = [];
  const kyc = data?.kycStatus;
  if (step.type === "approval") broken.push("journey.approval_required");
  if (step.type === "kyc_check" && kyc !== undefined && kyc !== "verified") broken.push("journey.kyc_not_verified");
  if (step.documents.some((name) => !data?.documents?.includes(name))) broken.push("journey.documents_missing");
  const nothing = data === undefined || Object.keys(data).length === 0;
  const noProof = step.type === "kyc_check" ? kyc === undefined : step.type === "document_upload" && !data?.documents;
  if (step.evidence && (nothing || noProof)) broken.push("journey.evidence_required");
  return broken;
}
