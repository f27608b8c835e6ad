import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { toUser, userExample, userSchema } from "./user.ts";

export const getUser = endpoint({
  name: "getUser",
  method: "get",
  path: "/users/{id}",
  tag: "Users",
  summary: "Read a user",
  audience: "access",
  scope: "users:read",
  unknownId: "user.not_found",
  data: userSchema,
  example: { response: userExample },
  handle: ({ users }, { id }, outgoing) => users.getUser(outgoing, { userId: id }),
  answer: (user) => one(toUser(user)),
});
