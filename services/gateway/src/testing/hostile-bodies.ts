import fc from "fast-check";

// Only tests import this file.

/** Values that are trouble somewhere: as JSON text, in a query or in a path. */
export const hostileJson = fc.oneof(
  fc.constantFrom(
    ...["null", "true", "-1", "0", "1e400", "-1e400", "1e-400", "0.1e1", "123456789012345678901234567890", "-0", "1.0"],
    ...[
      '""',
      '" "',
      '"\\u0000"',
      '"\\ud800"',
      '"\\udc00\\ud800"',
      '"%s%n"',
      '"<script>"',
      '"\'; DROP TABLE--"',
      '"\u{1F4A9}"',
    ],
    ...[
      "[]",
      "{}",
      "[[]]",
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":1}}',
      '{"$gt":""}',
      '{"a.b":1}',
    ],
    ...[
      "[null]",
      '{"":""}',
      '{"toString":1}',
      '{"rawJSON":"1"}',
      "[1.0]",
      '"2026-02-30T00:00:00Z"',
      '"9999-12-31T23:59:59Z"',
    ],
  ),
  fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).map((value) => JSON.stringify(value)),
  fc.integer({ min: 2, max: 2_000 }).map((levels) => "[".repeat(levels) + "]".repeat(levels)),
  fc.integer({ min: 2, max: 200 }).map((levels) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`),
  fc.constantFrom(9_999, 10_000, 10_001, 60_000).map((length) => `"${"x".repeat(length)}"`),
  fc.constantFrom(499, 500, 501, 5_000).map((length) => `[${Array.from({ length }, () => 0).join(",")}]`),
);

/** Names of members, sound and not. */
export const members = [
  ...["templateId", "customerId", "channel", "context", "assigneeId", "assigneeType", "priority", "dueAt", "relatedTo"],
  ...[
    "createdBy",
    "completedStepId",
    "stepOutcome",
    "stepData",
    "advancedBy",
    "id",
    "name",
    "category",
    "status",
    "steps",
  ],
  ...["reason", "notifyAssignee", "outcome", "completionNotes", "cancellationReason", "claimedBy", "heldBy"],
  ...["displayName", "roles", "teams", "managerId", "active", "approvalLimits", "slaHours", "estimatedDurationDays"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "", "$where", "a/b~c"],
];

const bodies = fc.oneof(
  hostileJson,
  // JSON that breaks off, or goes on after its end.
  fc.tuple(hostileJson, fc.nat(50)).map(([json, cut]) => json.slice(0, cut)),
  fc.tuple(hostileJson, hostileJson).map(([json, more]) => `${json}${more}`),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", "\u{FEFF}{}", "{'a':1}", "<xml/>", "a=b", "{", "NaN", "undefined", "\0"),
);
/** The bytes of a body, seldom sound. */
export const bodyBytes = fc.oneof(
  { weight: 9, arbitrary: bodies.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);
