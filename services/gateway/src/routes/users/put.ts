import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { amount, callerId, object, text } from "../../schemas.ts";
import { toUser, userExample, userSchema } from "./user.ts";

const approvalLimit = object({ approvalType: text(), amount: amount(), currency: text() });

const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...requestExample } = userExample;

/** Answers 200 whether the user is new or not: the service replaces either way, and does not say which it was. */
export const putUser = endpoint({
  name: "putUser",
  method: "put",
  path: "/users/{id}",
  tag: "Users",
  summary: "Create or replace a user",
  audience: "access",
  scope: "users:write",
  unknownId: "user.not_found",
  body: object({
    displayName: text(),
    roles: z.array(text()).nullish(),
    teams: z.array(text()).nullish(),
    managerId: callerId().nullish(),
    active: z.boolean().nullish(),
    approvalLimits: z.array(approvalLimit).nullish(),
  }),
  data: userSchema,
  example: { request: requestExample, response: userExample },
  handle: ({ users }, { id, body }, outgoing) =>
    users.putUser(outgoing, {
      ...body,
      userId: id,
      approvalLimits: body.approvalLimits?.map((limit) => ({
        approvalType: limit.approvalType,
        amount: limit.amount.digits,
        amountAsString: limit.amount.asString,
        currency: limit.currency,
      })),
    }),
  answer: (user) => one(toUser(user)),
});
