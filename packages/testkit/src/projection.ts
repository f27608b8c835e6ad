import { afterEach, beforeEach, describe } from "vitest";
import { projectionApplying } from "./projection/applying.ts";
import { entries, type OpenProjection, type ProjectionBench } from "./projection/bench.ts";
import { projectionFinding } from "./projection/finding.ts";
import { projectionProperty } from "./projection/property.ts";

export type { OpenProjection, ProjectionBench } from "./projection/bench.ts";

/** What every engine of a projection promises (projection/port.ts). */
export function projectionContract(engine: string, open: OpenProjection): void {
  describe(`projection on ${engine}`, () => {
    let bench: ProjectionBench;
    beforeEach(async () => {
      bench = await open(entries);
    });
    afterEach(() => bench.close());
    projectionApplying(() => bench);
    projectionFinding(() => bench);
    projectionProperty(() => bench);
  });
}
