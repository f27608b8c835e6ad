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
  const mistakes = () => {
    // @ts-expect-error a method is missing
    rpcService(timelineService, {});
    // @ts-expect-error a method too many
    rpcService(timelineService, { getTimeline: { rules, handler: getTimeline }, dropTimeline: { rules, handler: getTimeline } });
    // @ts-expect-error the actor's field is none of the request's
    rpcService(timelineService, { getTimeline: { rules: { scope: "x", actor: { field: "by" } }, handler: getTimeline } });
    // @ts-expect-error a handler that wants a caller cannot be public
    rpcService(timelineService, { getTimeline: { rules: { public: true }, handler: getTimeline } });
    const wrong: RpcOf<AccessServiceDefinition, "getUser"> = async (call) => accepted(call.answer({}));
    // @ts-expect-error another method's handler
    rpcService(timelineService, { getTimeline: { rules, handler: wrong } });
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
