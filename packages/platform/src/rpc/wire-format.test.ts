import fc from "fast-check";
import { expect, test } from "vitest";
import { accessService } from "./services.ts";
import { isWholeMessage } from "./wire-format.ts";

const text = fc.string({ unit: "binary", maxLength: 300 });
const limit = fc.record({ approvalType: text, amount: text, currency: text, amountAsString: fc.boolean() });
const user = fc.record({
  userId: text,
  displayName: text,
  roles: fc.array(text),
  active: fc.boolean(),
  approvalLimits: fc.array(limit),
});
const encode = (request: object) => accessService.codec("putUser").encodeRequest(request);

test("every message that was encoded is whole", () => {
  const whole = fc.property(user, (request) => isWholeMessage(encode(request)));
  fc.assert(whole);
});

test("a message that was cut off within a field is not", () => {
  const cut = fc.property(text, fc.nat(), (displayName, at) => {
    fc.pre(displayName !== "");
    const bytes = encode({ displayName });
    expect(isWholeMessage(bytes.subarray(0, 1 + (at % (bytes.length - 1))))).toBe(false);
  });
  fc.assert(cut);
});

test("whatever the bytes are, they are judged without an error", () => {
  const judged = fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => typeof isWholeMessage(bytes) === "boolean");
  fc.assert(judged);
});

test.each([
  ["nothing", [], true],
  ["a number of ten bytes", [0x08, ...Array<number>(9).fill(0xff), 0x01], true],
  ["a number of eleven bytes", [0x08, ...Array<number>(10).fill(0xff), 0x01], false],
  ["four and eight fixed bytes", [0x0d, 1, 2, 3, 4, 0x09, 1, 2, 3, 4, 5, 6, 7, 8], true],
  ["three fixed bytes of four", [0x0d, 1, 2, 3], false],
  ["a length beyond 2^32", [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], false],
  ["field 0", [0x02, 0x00], false],
])("%s", (_, bytes, whole) => expect(isWholeMessage(Uint8Array.from(bytes))).toBe(whole));
