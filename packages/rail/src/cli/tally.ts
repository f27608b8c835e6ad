import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** What was skipped, with the reason given to `skip()`. */
  readonly leftOut: readonly string[];
}

/** A vitest reporter that leaves the sums for the process that started vitest, in the file OMNI_TEST_TALLY. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    const leftOut: string[] = [];
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") passed += 1;
        else if (result.state === "failed") failed += 1;
        else if (result.state === "skipped") leftOut.push(describe(module, test.fullName, result.note));
        else failed += 1; // Still pending: the run ended before the test did.
      }
      // A file that could not be loaded, or whose hooks failed, has no failed test to show for it.
      if (failed === before && !module.ok()) failed += 1;
    }
    const file = process.env["OMNI_TEST_TALLY"];
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, leftOut } satisfies Tally));
  }
}

function describe(module: TestModule, name: string, note: string | undefined): string {
  return `${module.relativeModuleId} > ${name}${note ? `: ${note}` : ""}`;
}
