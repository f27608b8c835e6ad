import { type Outcome, capture } from "./command.ts";

/** Licences that let a bank run, change and pass on what it deploys without asking anybody. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
]);

/** What runs in production; tests and tools go nowhere. */
const deployed = ["--filter=./services/*", "--filter=@omni/rail"];

interface Listed {
  readonly name: string;
  readonly versions: readonly string[];
}

/** Every production dependency's licence, read from the installed packages. */
export async function checkLicences(): Promise<Outcome> {
  const { ok, output } = await capture("pnpm", [...deployed, "licenses", "list", "--json", "--prod"]);
  if (!ok) return { ok, output };
  const byLicence = JSON.parse(output.slice(output.indexOf("{"))) as Record<string, readonly Listed[]>;
  const refused = Object.entries(byLicence)
    .filter(([licence]) => !isAllowed(licence))
    .flatMap(([licence, packages]) =>
      packages.map(({ name, versions }) => `${name} ${versions.join(", ")}: ${licence}`),
    );
  return { ok: refused.length === 0, output: refused.join("\n") };
}

/** `(MIT OR GPL-2.0)` leaves the choice to us; `MIT AND ISC` binds to both. */
export function isAllowed(licence: string): boolean {
  const bare = licence.replace(/^\((.*)\)$/, "$1");
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isAllowed);
  return bare.split(" AND ").every((one) => allowed.has(one.trim()));
}
