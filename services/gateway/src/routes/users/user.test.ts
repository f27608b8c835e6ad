import { accepted } from "@omni/kernel";
import type { User } from "@omni/proto/generated/omni/access/v1/User";
import { expect, test } from "vitest";
import { writeJson } from "../../json-writer.ts";
import { addUnknown } from "../../testing/add-unknown.ts";
import { openForTests } from "../../testing/open-for-tests.ts";
import { toUser, userSchema } from "./user.ts";

const at = "2026-01-15T10:30:00Z";
const full: User = {
  id: "usr_1",
  displayName: "Ahmed Al-Rashidi",
  roles: ["rm"],
  teams: ["team_1"],
  managerId: "usr_2",
  active: true,
  approvalLimits: [{ approvalType: "*", amount: "5000000.00", currency: "SAR" }],
  createdAt: at,
  updatedAt: at,
};

test("every field of the document is mapped", () => {
  const user = JSON.parse(writeJson(toUser(full))) as object;
  expect(Object.keys(user).toSorted()).toEqual(Object.keys(userSchema.shape).toSorted());
  expect(userSchema.parse(user)).toEqual({
    ...full,
    approvalLimits: [{ approvalType: "*", amount: 5_000_000, currency: "SAR" }],
  });
});

test("an unknown field of a reply never gets out, however deep", () => {
  expect(writeJson(toUser(addUnknown(full)))).toBe(writeJson(toUser(full)));
});

test("an amount comes back in the shape and with the digits with which it came", async () => {
  const { send } = openForTests();
  const limits = ["5000000.00", '"5000000.00"', "0", "1e2", '"12345678901234567890"', "12345678901234567890"].map(
    (amount) => `{"approvalType":"*","amount":${amount},"currency":"SAR"}`,
  );
  const response = await send("PUT", "users/usr_1", `{"displayName":"A","approvalLimits":[${limits.join(",")}]}`);
  expect(await response.text()).toContain(`"approvalLimits":[${limits.join(",")}]`);
});

test.each([["true"], ["[]"], ["{}"]])("an amount of %s is refused", async (amount) => {
  const { send } = openForTests();
  const limit = `{"approvalType":"*","amount":${amount},"currency":"SAR"}`;
  const response = await send("PUT", "users/usr_1", `{"displayName":"A","approvalLimits":[${limit}]}`);
  const errors = [{ pointer: "/approvalLimits/0/amount", detail: "Must be a number or a decimal string." }];
  expect(await response.json()).toMatchObject({ status: 400, errors });
});

test("active that is not said reaches the service as not said", async () => {
  const world = openForTests();
  let request: object = {};
  world.handlers.putUser = async (call) => {
    ({ request } = call);
    return accepted(call.answer({}));
  };
  await world.send("PUT", "users/usr_1", { displayName: "A", active: null, managerId: null });
  expect(request).toEqual({ userId: "usr_1", displayName: "A", roles: [], teams: [], approvalLimits: [] });
});
