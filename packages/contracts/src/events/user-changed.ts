import { z } from "zod";
import { event } from "./event.ts";
import { id } from "./envelope.ts";

/** A user was created or replaced. His name and his limits stay with the access service. */
export const userChanged = event({
  type: "user.changed",
  topic: "omni.access.v1",
  aggregate: "user",
  webhook: false,
  data: z.strictObject({
    userId: id,
    change: z.enum(["created", "updated"]),
    active: z.boolean(),
    roles: z.array(id).max(500),
    teams: z.array(id).max(500),
    managerId: id.optional(),
  }),
});
