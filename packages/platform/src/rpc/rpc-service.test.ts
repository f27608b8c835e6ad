import { accepted } from "@omni/kernel";
import { expect, expectTypeOf, test } from "vitest";
import type { RpcClient, RpcOf, PublicRpcOf, ReplyOf, RequestOf } from "./index.ts";
import { rpcService, timelineService, type AccessServiceDefinition, type TimelineServiceDefinition } from "./index.ts";

type Timeline = TimelineServiceDefinition;
const getTimeline: RpcOf<Timeline, "getTimeline"> = async (call) => accepted(call.answer({ entries: [] }));
const rules = { scope: "timeline:read" };

test("a service has every method of its .proto file, under the full path", () => {
  const service = rpcService(timelineService, { getTimeline: { rules, handler: getTimeline } });
  expect(service.name).toBe("omni.timeline.v1.TimelineService");
  expect(service.methods.map((method) => method.codec.path)).toEqual(["/omni.timeline.v1.TimelineService/GetTimeline"]);
});

test("a missing, surplus or wrong method does not compile", () => {
  const method = { rules, handler: getTimeline };
  const by = { scope: "x", actor: { field: "by" } } as const;
  const open = { public: true } as const;
  const getUser: RpcOf<AccessServiceDefinition, "getUser"> = async (call) => accepted(call.answer({}));
  const mistakes = () => {
    // @ts-expect-error a method is missing
    rpcService(timelineService, {});
    // @ts-expect-error a method too many
    rpcService(timelineService, { getTimeline: method, dropTimeline: method });
    // @ts-expect-error the actor's field is none of the request's
    rpcService(timelineService, { getTimeline: { rules: by, handler: getTimeline } });
    // @ts-expect-error a handler that wants a caller cannot be public
    rpcService(timelineService, { getTimeline: { rules: open, handler: getTimeline } });
    // @ts-expect-error another method's handler
    rpcService(timelineService, { getTimeline: { rules, handler: getUser } });
  };
  expect(mistakes).toBeTypeOf("function");
});

test("messages are inferred: requests as they arrive, replies as they may be given", () => {
  expectTypeOf<RequestOf<Timeline, "getTimeline">["eventTypes"]>().toEqualTypeOf<string[]>();
  expectTypeOf<RequestOf<Timeline, "getTimeline">["entityId"]>().toEqualTypeOf<string | undefined>();
  type Entry = NonNullable<ReplyOf<Timeline, "getTimeline">["entries"]>[number];
  expectTypeOf<Entry["actorName"]>().toEqualTypeOf<string | null | undefined>();
  // A text would be read as base64.
  expectTypeOf<Entry["metadata"]>().toEqualTypeOf<Uint8Array | null | undefined>();
  expectTypeOf<RpcClient<Timeline>>().toHaveProperty("getTimeline");
  expectTypeOf<keyof RpcClient<Timeline>>().toEqualTypeOf<"getTimeline">();
  const open: PublicRpcOf<Timeline, "getTimeline"> = async (call) => accepted(call.answer({}));
  expectTypeOf(open).toExtend<RpcOf<Timeline, "getTimeline">>();
});
