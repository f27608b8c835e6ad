import { z } from "@hono/zod-openapi";
import { canonicalJson, digitsOf, isCallerId, parseDay, parseInstant } from "@omni/kernel";

// The leaves of every request schema. Bodies are read from the *exact* tree of `parseJson`, in which a number that
// JavaScript would print otherwise is an object that holds its digits: `digitsOf` reads both kinds.
// `null` means left out, so an optional member is `.nullish()`; the proto layer takes `null` for absent too.

/** Text that is not blank; its length is bounded by the limit of the contract for every string. */
export const text = () => z.string().regex(/\S/, "Must not be blank.");

/** An id that callers bring along: contract §1, "Ids". */
export const callerId = () =>
  z
    .string()
    .refine(isCallerId, "Must be 1 to 128 letters, digits or any of . _ : @ -")
    .openapi({ pattern: "^[A-Za-z0-9._:@-]{1,128}$" });

export const instant = () =>
  z
    .string()
    .refine(
      (value) => parseInstant(value) !== undefined,
      "Must be an RFC 3339 date and time with its zone, from 1970 to 2199.",
    )
    .openapi({ format: "date-time" });

/** A date and time, or a day, which the service reads in the tenant's zone. */
export const dayOrInstant = () =>
  z
    .string()
    .refine(
      (value) => parseInstant(value) !== undefined || parseDay(value) !== undefined,
      "Must be a day such as 2024-01-15, or an RFC 3339 date and time with its zone.",
    )
    .openapi({ example: "2024-01-15" });

/** The most that a whole number of the API can be; closer bounds are the service's. */
export const wholeMax = 2_147_483_647;

/** A whole number in a body, however its digits were written (48, 48.0, 4.8e1). */
export const wholeNumber = () =>
  z
    .unknown()
    .transform((value, context): number => {
      const number = Number(digitsOf(value));
      if (Number.isInteger(number) && number >= 0 && number <= wholeMax) return number;
      return refuse(context, value, `Must be a whole number from 0 to ${wholeMax}.`);
    })
    .openapi({ type: "integer", minimum: 0, maximum: wholeMax });

/** Says in a transformation that the value will not do; a missing one is said to be required. */
function refuse(context: z.RefinementCtx, value: unknown, message: string): never {
  const missing = value === undefined || value === null;
  context.issues.push({ code: "custom", message: missing ? "Is required." : message, input: value });
  return z.NEVER;
}

/** An object with these members and no others. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.preprocess(plainNumber, z.strictObject(shape));

// A number that holds its own digits must not pass for an object that has members.
function plainNumber(value: unknown): unknown {
  const digits = typeof value === "object" ? digitsOf(value) : undefined;
  return digits === undefined ? value : Number(digits);
}

/** An open map: any JSON object. Goes to the service as the bytes of its canonical text, with the digits as sent. */
export const openMap = () =>
  z
    .unknown()
    .transform((value, context): Buffer => {
      if (isObject(value)) return Buffer.from(canonicalJson(value));
      return refuse(context, value, "Must be an object.");
    })
    .openapi({ type: "object", additionalProperties: true });

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && digitsOf(value) === undefined;

/** The digits of an amount in major units, and whether they came as a string; the service judges them. */
export const amount = () =>
  z
    .unknown()
    .transform((value, context): { digits: string; asString: boolean } => {
      const digits = typeof value === "string" ? value : digitsOf(value);
      if (digits !== undefined) return { digits, asString: typeof value === "string" };
      return refuse(context, value, "Must be a number or a decimal string.");
    })
    .openapi({ type: ["number", "string"], example: 2000000 });

/** `true` or `false` in a query. */
export const queryFlag = () =>
  z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .openapi({ type: "boolean" });

/** A whole number in a query, both ends included. */
export const queryNumber = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max,
      `Must be a whole number from ${min} to ${max}.`,
    )
    .transform(Number)
    .openapi({ type: "integer", minimum: min, maximum: max });
