/** The same reply with a field that no mapper knows, in it and in everything below it. */
export function addUnknown<Reply>(reply: Reply): Reply {
  // The shape is the same but for the additional field.
  return withUnknown(reply) as Reply;
}

function withUnknown(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) return value.map(withUnknown);
  const members = Object.entries(value).map(([name, member]) => [name, withUnknown(member)] as const);
  return { ...Object.fromEntries(members), internalNote: "secret" };
}
