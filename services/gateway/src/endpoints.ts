import type { Endpoint } from "./endpoint.ts";
import { advanceJourney } from "./routes/journeys/advance.ts";
import { assignJourney } from "./routes/journeys/assign.ts";
import { cancelJourney } from "./routes/journeys/cancel.ts";
import { claimJourney } from "./routes/journeys/claim.ts";
import { completeJourney } from "./routes/journeys/complete.ts";
import { createJourney } from "./routes/journeys/create.ts";
import { getJourney } from "./routes/journeys/get.ts";
import { holdJourney } from "./routes/journeys/hold.ts";
import { listJourneys } from "./routes/journeys/list.ts";
import { releaseJourney } from "./routes/journeys/release.ts";
import { resumeJourney } from "./routes/journeys/resume.ts";
import { addTemplateVersion } from "./routes/templates/add-version.ts";
import { archiveTemplate } from "./routes/templates/archive.ts";
import { createTemplate } from "./routes/templates/create.ts";
import { getTemplate } from "./routes/templates/get.ts";
import { listTemplates } from "./routes/templates/list.ts";
import { publishTemplate } from "./routes/templates/publish.ts";
import { getTimeline } from "./routes/timeline/get.ts";
import { getUser } from "./routes/users/get.ts";
import { listUsers } from "./routes/users/list.ts";
import { putUser } from "./routes/users/put.ts";

/** Every route of the API, in the order of its document. */
export const endpoints: readonly Endpoint[] = [
  ...[createJourney, listJourneys, getJourney, advanceJourney],
  ...[assignJourney, claimJourney, resumeJourney, holdJourney, releaseJourney, completeJourney, cancelJourney],
  ...[createTemplate, listTemplates, getTemplate, addTemplateVersion, publishTemplate, archiveTemplate],
  ...[getTimeline],
  ...[putUser, listUsers, getUser],
];
