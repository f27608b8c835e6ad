import type { Endpoint } from "../endpoint.ts";
import { advanceJourney } from "./journeys/advance.ts";
import { createJourney } from "./journeys/create.ts";
import { getJourney } from "./journeys/get.ts";
import { listJourneys } from "./journeys/list.ts";
import { createTemplate } from "./templates/create.ts";
import { getTemplate } from "./templates/get.ts";
import { listTemplates } from "./templates/list.ts";
import { getTimeline } from "./timeline/get.ts";
import { getUser } from "./users/get.ts";
import { listUsers } from "./users/list.ts";
import { putUser } from "./users/put.ts";

/** Every route of the API, in the order of its document. */
export const endpoints: readonly Endpoint[] = [
  ...[createJourney, listJourneys, getJourney, advanceJourney],
  ...[createTemplate, listTemplates, getTemplate],
  ...[getTimeline],
  ...[putUser, listUsers, getUser],
];
