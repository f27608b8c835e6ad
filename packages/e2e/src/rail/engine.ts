/** What the rail of a suite runs on: SQLite and one process, or MongoDB, Kafka and one process per service. */
export const engines = ["embedded", "cluster"] as const;
export type Engine = (typeof engines)[number];

/** The one switch: `OMNI_TEST_ENGINE`, which both of Vitest's projects set; `embedded` without it. */
export const engine: Engine = asked(process.env["OMNI_TEST_ENGINE"]);

function asked(name = "embedded"): Engine {
  const known = engines.find((one) => one === name);
  if (known === undefined) throw new Error(`OMNI_TEST_ENGINE is "${name}"; it can be ${engines.join(" or ")}.`);
  return known;
}
