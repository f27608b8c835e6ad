import { errors } from "@omni/contracts/errors";
import { accepted, refusal, type Refusal } from "@omni/kernel";
import { accessService, messageBytesMax } from "@omni/platform/rpc";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type OpenTransport, openWorld, type RpcWorld } from "./world.ts";

const putUserPath = accessService.codec("putUser").path;

/** Requests, replies and refusals reach the other side whole. */
export function exchangeContract(open: OpenTransport): void {
  describe("an exchange", () => {
    let world: RpcWorld;
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("a request arrives as it was sent, and a reply as it was given, with all that stands beside it", async () => {
      let request: unknown;
      world.handlers.putUser = async (call) => {
        request = call.request;
        const reply = { id: "usr_1", displayName: "أحمد الراشدي 🧾", roles: ["rm", ""], active: true, managerId: null };
        return accepted(call.answer(reply, { etag: '"3-active"', consistency: "token", replayed: true }));
      };
      const sent = { userId: "usr_1", displayName: "A\u0000B", teams: ["t"], active: false, managerId: undefined };
      const outcome = await world.client.putUser({ credential: world.contextOf() }, sent);
      expect(request).toEqual({
        userId: "usr_1",
        displayName: "A\u0000B",
        teams: ["t"],
        active: false,
        roles: [],
        approvalLimits: [],
      });
      expect(outcome).toEqual(
        accepted({
          reply: {
            id: "usr_1",
            displayName: "أحمد الراشدي 🧾",
            roles: ["rm", ""],
            active: true,
            teams: [],
            approvalLimits: [],
          },
          etag: '"3-active"',
          consistency: "token",
          replayed: true,
        }),
      );
    });

    test("the bytes of an answer pass through unchanged, whatever is in them", async () => {
      const bytes = Buffer.from([0x0a, 0x01, 0x41, 0xf8, 0x7f, 0x01]); // id "A", and a field that nobody declared
      world.handlers.putUser = async () => accepted({ encoded: new Uint8Array(bytes) });
      const outcome = await world.transport.invoke(putUserPath, { credential: world.contextOf() }, new Uint8Array());
      expect(outcome.ok && Buffer.from(outcome.value.encoded)).toEqual(bytes);
    });

    test("bytes fields arrive as Buffers with the same bytes", async () => {
      const event = new TextEncoder().encode('{"a":"ü"}');
      world.handlers.readEvents = async (call) => accepted(call.answer({ events: [event, new Uint8Array()] }));
      const outcome = await world.client.readEvents({ credential: world.contextOf() }, {});
      expect(outcome.ok && outcome.value.reply.events).toEqual([Buffer.from(event), Buffer.alloc(0)]);
    });

    test("a thousand calls at once keep their answers apart", async () => {
      const turns = [() => Promise.resolve(), () => new Promise<void>((resolve) => void setImmediate(resolve))];
      world.handlers.getUser = async (call) => {
        await turns[Number(call.request.userId) % turns.length]?.();
        return Number(call.request.userId) % 3 === 0
          ? refusal("user.not_found", { facts: { id: call.request.userId ?? "" } })
          : accepted(call.answer({ id: call.request.userId }, { etag: call.correlationId }));
      };
      const credential = world.contextOf();
      const ids = Array.from({ length: 1000 }, (_, index) => String(index));
      const outcomes = await Promise.all(
        ids.map((userId) => world.client.getUser({ credential, correlationId: `c_${userId}` }, { userId })),
      );
      const got = outcomes.map((one) => (one.ok ? [one.value.reply.id, one.value.etag] : one.facts["id"]));
      expect(got).toEqual(ids.map((id) => (Number(id) % 3 === 0 ? id : [id, `c_${id}`])));
    });
  });
}

/** What is refused, and what goes wrong. */
export function refusalContract(open: OpenTransport): void {
  describe("a refusal", () => {
    let world: RpcWorld;
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("comes back complete: code, detail, facts and faults", async () => {
      const asks = fc.asyncProperty(anyRefusal, async (refused) => {
        world.handlers.getUser = async () => refused;
        expect(await world.client.getUser({ credential: world.contextOf() }, {})).toEqual(refused);
      });
      await fc.assert(asks, { numRuns: 50 });
    });

    test("of the caller's own making is one line of information, without what was sent", async () => {
      world.handlers.putUser = async () => refusal("precondition.failed", { detail: "secret detail" });
      await world.client.putUser({ credential: world.contextOf(), correlationId: "c_1" }, { userId: "secret user" });
      const known = { method: putUserPath, code: "precondition.failed", correlationId: "c_1", tenantId: "tnt_alpha" };
      expect(world.lines).toMatchObject([{ level: "info", ...known, clientId: "key_1" }]);
      expect(JSON.stringify(world.lines)).not.toContain("secret");
    });

    test.each(["/omni.access.v1.AccessService/Drop", "/nowhere/At"])("answers the unknown method %s", async (path) => {
      const outcome = await world.transport.invoke(path, { credential: world.contextOf() }, new Uint8Array());
      expect(outcome).toMatchObject({ ok: false, code: "method.unknown" });
    });

    test("answers bytes that are no message of the method", async () => {
      // Cut off in a text, in a number, in a tag; a group; a number where a text should stand.
      for (const bytes of [
        "\x0a\x05four",
        "\x30\x80",
        "\x80",
        "\x0b",
        "\x0a\x01A\x00\x01",
        "\x18\x01\x0a\xff\xff\xff\xff\x0f",
      ]) {
        const request = Buffer.from(bytes, "latin1");
        const outcome = await world.transport.invoke(putUserPath, { credential: world.contextOf() }, request);
        expect(outcome).toMatchObject({ ok: false, code: "request.invalid", faults: [{ pointer: "" }] });
      }
    });

    test("answers a request over 4 MiB, and one below passes", async () => {
      const credential = world.contextOf();
      const large = { userId: "usr_1", displayName: "x".repeat(messageBytesMax - 100) };
      expect(await world.client.putUser({ credential }, large)).toMatchObject({ ok: true });
      const larger = { ...large, displayName: "x".repeat(messageBytesMax) };
      expect(await world.client.putUser({ credential }, larger)).toMatchObject({
        ok: false,
        code: "request.too_large",
      });
    });
  });
}

const text = fc.string({ unit: "binary", maxLength: 40 });
const anyRefusal: fc.Arbitrary<Refusal> = fc
  .record({
    code: fc.constantFrom(...Object.keys(errors)),
    reasons: fc.record(
      {
        detail: fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
        facts: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,15}$/), text, { noNullPrototype: true }),
        faults: fc.array(fc.record({ pointer: text, detail: text }), { maxLength: 20 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ code, reasons }) => refusal(code, reasons));
