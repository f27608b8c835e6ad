import { profileLines, readProfile } from "./profile-report.ts";

// node --conditions=omni-source packages/e2e/src/bench/profile/main.ts <file.cpuprofile> [lines]
const [file = "", top = "40"] = process.argv.slice(2);
for (const line of profileLines(readProfile(file), Number(top))) console.log(line);
