/** The same reply with a field that no mapper knows, in it and in everything below it. */
export function addUnknown<Reply>(reply: Reply): Reply {
  if (typeof reply !== "object" || reply === null || Buffer.isBuffer(reply)) return reply;
  // The shape is the same but for the additional field.
  if (Array.isArray(reply)) return reply.map(addUnknown) as Reply;
  const members = Object.entries(reply).map(([name, value]) => [name, addUnknown(value)]);
  return { ...Object.fromEntries(members), internalNote: "secret" } as Reply;
}
