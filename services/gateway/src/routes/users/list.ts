import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { list, listPage, partPage } from "../../page.ts";
import { queryFlag, text } from "../../schemas.ts";
import { toUser, userExample, userSchema } from "./user.ts";

export const listUsers = endpoint({
  name: "listUsers",
  method: "get",
  path: "/users",
  tag: "Users",
  summary: "List users",
  audience: "access",
  scope: "users:read",
  query: z.strictObject({
    role: text().optional(),
    team: text().optional(),
    active: queryFlag().optional(),
    ...listPage,
  }),
  data: userSchema,
  list: true,
  example: { response: userExample },
  handle: ({ users }, { query }, outgoing) => {
    const { page, filters } = partPage(query);
    return users.listUsers(outgoing, { page, ...filters });
  },
  answer: ({ users, pagination }) => list(users.map(toUser), pagination),
});
