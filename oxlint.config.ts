import { defineConfig } from "oxlint";

// Who may import whom. Every room lists what it may import; anything else is refused, so that a new dependency is a
// decision made here and not a habit. `tests` is what the tests of a room may import beside that.

const own = ["./**", "../**"];
const kernel = "@omni/kernel";
const contracts = "@omni/contracts/*";
const proto = "@omni/proto/**";
const generatedTypes = "@omni/proto/generated/**";
const standardLibrary = ["node:*", "node:*/**"];
const sqlite = "node:sqlite";
const ports = "@omni/platform/{config,log,lifecycle,rpc,store,bus,projection,work,telemetry}";
const gatewayPorts = "@omni/platform/{config,log,lifecycle,rpc,telemetry}";
const anyPlatform = "@omni/platform/**";
const testTools = ["vitest", "fast-check"];
/** A domain is tested beside a second, plain copy of its rules. */
const domainTests = [...testTools, "../testing/*", "@omni/testkit/rounds", "node:timers/promises"];
const testkit = ["@omni/testkit/*", anyPlatform, ...standardLibrary, ...testTools];

interface Room {
  readonly files: readonly string[];
  readonly except?: readonly string[];
  readonly may: readonly string[];
  readonly tests?: readonly string[];
  readonly rules?: Record<string, unknown>;
}

/** What makes a decision depend on anything but its arguments. */
const impureGlobals =
  "Date performance process globalThis crypto fetch setTimeout setInterval setImmediate queueMicrotask"
    .split(" ")
    .map((name) => ({
      name,
      message: "A decision depends on its arguments alone: time, chance and ids are passed in.",
    }));
const noChance = [
  { object: "Math", property: "random", message: "Chance is an argument (Random)." },
  { object: "Date", property: "now", message: "Time is an argument (Clock)." },
];
const pure = {
  // A default would swallow the status that is added next.
  "typescript/switch-exhaustiveness-check": "error",
  "no-restricted-globals": ["error", ...impureGlobals],
  "no-restricted-properties": ["error", ...noChance],
};

const service = [...own, kernel, contracts, generatedTypes, ports, ...standardLibrary];
const gateway = [...own, kernel, contracts, generatedTypes, gatewayPorts, ...standardLibrary];
const platform = [...own, kernel, contracts, proto, ...standardLibrary];

const rooms: Record<string, Room> = {
  kernel: {
    files: ["packages/kernel/src/**"],
    may: own,
    tests: testTools,
    rules: {
      // Reading a given instant through Date is pure; asking it for the time is not.
      "no-restricted-globals": ["error", ...impureGlobals.filter(({ name }) => name !== "Date")],
      "no-restricted-properties": ["error", ...noChance],
    },
  },
  contracts: { files: ["packages/contracts/src/**"], may: [...own, kernel, "zod"], tests: testTools },
  platform: { files: ["packages/platform/src/**"], may: platform, tests: testkit },
  "platform/rpc": { files: ["packages/platform/src/rpc/**"], may: [...platform, "@grpc/*"], tests: testkit },
  "platform/log": { files: ["packages/platform/src/log/**"], may: [...platform, "pino"], tests: testkit },
  "platform/telemetry": {
    files: ["packages/platform/src/telemetry/**"],
    may: [...platform, "prom-client"],
    tests: testkit,
  },
  "platform, Kafka": {
    files: ["packages/platform/src/bus/kafka/**"],
    may: [...platform, "kafkajs", "kafkajs/**"],
    tests: testkit,
  },
  "platform, MongoDB": {
    files: ["packages/platform/src/store/mongo/**"],
    may: [...platform, "mongoose"],
    tests: testkit,
  },
  // What several tests of this engine share.
  "platform, MongoDB, testing": {
    files: ["packages/platform/src/store/mongo/testing/**"],
    may: [...platform, "mongoose", ...testTools],
  },
  "platform, SQLite": {
    files: ["packages/platform/src/**/sqlite/**", "packages/platform/src/bus/log/**"],
    may: [...platform, sqlite],
    tests: testkit,
  },
  testkit: { files: ["packages/testkit/src/**"], may: [...platform, anyPlatform, ...testTools] },
  "testkit, certificates": {
    files: ["packages/testkit/src/certificates.ts"],
    may: [...standardLibrary, "asn1js", "pkijs"],
  },
  rail: { files: ["packages/rail/src/**"], may: [...own, "@omni/**", ...standardLibrary, "yaml"], tests: testkit },
  // What the tests of the images share.
  "rail, images": {
    files: ["packages/rail/src/deploy/testing/**"],
    may: [...own, "@omni/**", ...standardLibrary, "yaml", "dockerfile-ast", "dockerfile-utils"],
  },
  "rail/cli": {
    files: ["packages/rail/src/cli/**"],
    may: [...own, "@omni/**", ...standardLibrary, "vitest/node"],
    tests: testkit,
  },
  e2e: {
    files: ["packages/e2e/src/**"],
    may: [...own, "@omni/**", ...standardLibrary, "@grpc/*", ...testTools, "vitest/node"],
  },
  // A bank's consumer has a kafkajs of its own.
  "e2e, outside consumer": {
    files: ["packages/e2e/src/outside/**"],
    may: [...own, ...standardLibrary, "kafkajs"],
  },
  // Measured beside the rail: the same libraries, nothing of the rail.
  "e2e, floor app": {
    files: ["packages/e2e/src/bench/floor/**"],
    may: [...own, ...standardLibrary, sqlite, "hono", "hono/**", "@hono/*"],
    tests: testTools,
  },
  service: { files: ["services/*/src/**"], may: service, tests: testkit },
  // What several tests of one service share.
  "service, testing": { files: ["services/*/src/testing/**"], may: [...service, ...testkit] },
  // The process chooses the engines.
  main: { files: ["services/*/src/main.ts"], may: [...service, "@omni/platform/process"] },
  collections: {
    files: ["services/*/src/*.ts"],
    except: ["services/*/src/{service,config,main}.ts"],
    // Of rpc only the types of what is answered.
    may: ["./domain/**", "./*", kernel, "@omni/platform/{store,projection,rpc}"],
    tests: testkit,
  },
  domain: { files: ["services/*/src/domain/*.ts"], may: ["./**", kernel], tests: domainTests, rules: pure },
  "below domain": {
    files: ["services/*/src/domain/*/*.ts"],
    may: ["./**", "../*", kernel],
    tests: testTools,
    rules: pure,
  },
  // A step's condition is in CEL: reading it, and what its operators mean, is the library's (docs/decisions/0016).
  "domain, conditions": {
    files: ["services/journey/src/domain/when/*.ts"],
    may: ["./**", "../*", kernel, "@marcbachmann/cel-js"],
    tests: testTools,
    rules: pure,
  },
  gateway: {
    files: ["services/gateway/src/**"],
    except: ["services/gateway/src/testing/**"],
    may: [...gateway, "hono", "hono/**", "@hono/*", "zod"],
    tests: testkit,
  },
  "gateway main": { files: ["services/gateway/src/main.ts"], may: [...gateway, "@omni/platform/process"] },
};

/** The last pattern that fits decides: everything is refused, then what is listed is let in again. */
function onlyImports(name: string, allowed: readonly string[]): Record<string, unknown> {
  const refused = allowed.includes(sqlite) ? [] : [sqlite];
  const group = ["**", ...allowed.map((glob) => `!${glob}`), ...refused];
  const message = `The room "${name}" may not import this; oxlint.config.ts says what it may.`;
  return { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] };
}

function overrides([name, { files, except = [], may, tests = [], rules = {} }]: [string, Room]): object[] {
  const testFiles = files.map((glob) => glob.replace(/\*\*$/, "**/*.test.ts").replace(/\/\*\.ts$/, "/*.test.ts"));
  return [
    { files, excludeFiles: [...except, "**/*.test.ts"], rules: { ...onlyImports(name, may), ...rules } },
    { files: testFiles, excludeFiles: except, rules: onlyImports(`${name}, tests`, [...may, ...tests]) },
  ];
}

const unsafe = ["argument", "assignment", "call", "member-access", "return"].map(
  (what) => `typescript/no-unsafe-${what}`,
);
const all = (rules: readonly string[], severity: string): Record<string, unknown> =>
  Object.fromEntries(rules.map((rule) => [rule, severity]));

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise"],
  categories: { correctness: "error", suspicious: "error" },
  ignorePatterns: ["proto/generated", "**/dist"],
  rules: {
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/await-thenable": "error",
    // A default says that the rest was thought of, except in a domain (see below).
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "typescript/only-throw-error": "error",
    "typescript/no-explicit-any": "error",
    ...all(unsafe, "error"),
    "typescript/no-unsafe-enum-comparison": "error",
    "typescript/no-unsafe-function-type": "error",
    "typescript/no-unsafe-unary-minus": "error",
    "typescript/consistent-type-imports": "error",
    // Branded types and decoded JSON are made by an assertion, right after the check that earns it.
    "typescript/no-unsafe-type-assertion": "off",
    // Ports are objects of functions without `this`, and their functions are handed on one by one.
    "typescript/unbound-method": "off",
    // It does not see that a callback changes what the loop waits for.
    "no-unmodified-loop-condition": "off",
    // Spread lists keep long lists in lines where the formatter would give every word a line of its own.
    "unicorn/no-useless-spread": "off",
    "max-lines": ["error", { max: 250 }],
    "max-lines-per-function": ["error", { max: 60 }],
    "no-console": "error",
    // The compiler knows which switches are exhaustive (noImplicitReturns); this rule does not.
    "consistent-return": "off",
    // `fc.array`, as fast-check's own manual writes it.
    "import/no-named-as-default-member": "off",
  },
  overrides: [
    ...Object.entries(rooms).flatMap(overrides),
    // MongoDB's own name for a document's key.
    { files: ["packages/platform/src/*/mongo/**"], rules: { "no-underscore-dangle": ["error", { allow: ["_id"] }] } },
    // Plain JavaScript, because it runs before anything is installed: it has no types to be safe by.
    { files: ["**/*.mjs"], rules: all(unsafe, "off") },
    {
      // A contract suite in the testkit is a test that several adapters run.
      files: ["**/*.test.ts", "packages/testkit/src/**"],
      rules: { "max-lines-per-function": "off", "unicorn/consistent-function-scoping": "off" },
    },
    {
      files: [
        "packages/rail/src/cli/**",
        "packages/rail/**/*.mjs",
        "packages/e2e/src/bench/**",
        "docs/**",
        "deploy/**",
      ],
      rules: { "no-console": "off" },
    },
  ],
});
