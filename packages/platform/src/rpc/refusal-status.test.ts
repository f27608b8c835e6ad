import { errors } from "@omni/contracts/errors";
import { refusal } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { refusalCodec } from "./refusal-status.ts";

const codec = refusalCodec();

describe("a refusal as a gRPC status", () => {
  test("has the catalogue's status, and a sentence for people even when it brings none", () => {
    const { code, message } = codec.toStatus(refusal("journey.step_mismatch"));
    expect({ code, message }).toEqual({ code: 9, message: errors["journey.step_mismatch"].title });
  });

  test("stays below the 8 KiB of metadata that others accept: the last faults are left out", () => {
    const faults = Array.from({ length: 500 }, (_, index) => ({
      pointer: `/steps/${index}/name`,
      detail: "Must not be blank.",
    }));
    const { code, details, message } = codec.toStatus(
      refusal("request.invalid", { faults, detail: "x".repeat(5_000) }),
    );
    expect((details.length * 4) / 3 + message.length).toBeLessThan(8_192);
    const back = codec.fromStatus({ code, details });
    expect(back.faults.length).toBeGreaterThan(50);
    expect(back.faults).toEqual(faults.slice(0, back.faults.length));
  });

  test("carries half a surrogate pair without failing over it", () => {
    const { message } = codec.toStatus(refusal("request.invalid", { detail: "\ud83e" }));
    expect(() => encodeURI(message)).not.toThrow();
  });

  test.each([
    [1, "request.cancelled"],
    [4, "request.deadline_exceeded"],
    [8, "request.too_large"],
    [12, "method.unknown"],
    [14, "service.unavailable"],
    [2, "internal.error"],
    [13, "internal.error"],
  ])("%d without details is the transport's own: %s", (code, expected) => {
    expect(codec.fromStatus({ code })).toEqual(refusal(expected));
  });

  test("with details that are not the rail's is judged by its number alone", () => {
    expect(codec.fromStatus({ code: 14, details: Buffer.from("\xff\xffnonsense") })).toEqual(
      refusal("service.unavailable"),
    );
    expect(codec.fromStatus({ code: 14, details: new Uint8Array() })).toEqual(refusal("service.unavailable"));
  });
});
