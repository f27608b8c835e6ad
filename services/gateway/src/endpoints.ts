import type { Endpoint } from "./endpoint.ts";
import { advanceJourney } from "./routes/journeys/advance.ts";
import { createJourney } from "./routes/journeys/create.ts";
import { getJourney } from "./routes/journeys/get.ts";
import { listJourneys } from "./routes/journeys/list.ts";
import { createTemplate } from "./routes/templates/create.ts";
import { getTemplate } from "./routes/templates/get.ts";
import { listTemplates } from "./routes/templates/list.ts";
import { getTimeline } from "./routes/timeline/get.ts";
import { getUser } from "./routes/users/get.ts";
import { listUsers } from "./routes/users/list.ts";
import { putUser } from "./routes/users/put.ts";

/** Every route of the API, in the order of its document. */
export const endpoints: readonly Endpoint[] = [
  ...[createJourney, listJourneys, getJourney, advanceJourney],
  ...[createTemplate, listTemplates, getTemplate],
  ...[getTimeline],
  ...[putUser, listUsers, getUser],
];
