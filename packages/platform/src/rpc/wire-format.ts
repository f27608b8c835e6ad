/**
 * Whether bytes are a whole message by the wire format of Protocol Buffers: known wire types, and no field longer
 * than what is there. protobufjs reads a text that was cut off as a shorter text, so the outermost fields are walked
 * here first; that takes some nanoseconds per field.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function isWholeMessage(bytes: Uint8Array): boolean {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    // Lengths and tags fit in 32 bits; longer ones are numbers, of which only the end matters.
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      if (shift < 35) value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const tag = varint();
    const wireType = tag % 8;
    if (!(tag >= 8)) return false;
    if (wireType === 0 || wireType === 2) {
      const value = varint();
      if (Number.isNaN(value)) return false;
      if (wireType === 2) at += value;
    } else if (wireType === 1) at += 8;
    else if (wireType === 5) at += 4;
    // Groups (3 and 4) do not exist in proto3.
    else return false;
    if (at > bytes.length) return false;
  }
  return true;
}
