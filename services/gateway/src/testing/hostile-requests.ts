import fc from "fast-check";
import { bodyBytes, hostileJson, members } from "./hostile-bodies.ts";

// Only tests import this file: requests as an attacker, a broken client or a fuzzer would send them.

type Members = readonly (readonly [name: string, json: string])[];

/** Requests that would be taken as they are. */
const sound: readonly (readonly [method: string, path: string, body: Members])[] = [
  [
    "POST",
    "journeys",
    [
      ["templateId", '"t"'],
      ["customerId", '"c"'],
      ["channel", '"web"'],
    ],
  ],
  [
    "POST",
    "journeys/jrn_1/advance",
    [
      ["completedStepId", '"s"'],
      ["stepOutcome", '"passed"'],
    ],
  ],
  ["POST", "journeys/jrn_1/assign", [["assigneeId", '"u"']]],
  ["POST", "journeys/jrn_1/claim", []],
  ["POST", "journeys/jrn_1/complete", [["outcome", '"success"']]],
  ["POST", "journeys/jrn_1/hold", [["reason", '"r"']]],
  [
    "POST",
    "templates",
    [
      ["name", '"n"'],
      ["category", '"sales"'],
      ["steps", '[{"id":"s","name":"S","type":"form","order":1}]'],
    ],
  ],
  ["PUT", "users/usr_1", [["displayName", '"A"']]],
];

/** A sound request with a few members spoilt, added or doubled; now and then none. */
const spoilt = fc
  .tuple(fc.constantFrom(...sound), fc.array(fc.tuple(fc.constantFrom(...members), hostileJson), { maxLength: 3 }))
  .map(([[method, path, body], more]) => {
    const json = [...body, ...more].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",");
    return { method, target: `/api/v1/omni/${path}`, body: Buffer.from(`{${json}}`) };
  });

const ids = fc.oneof(
  fc.constantFrom(
    "jrn_1",
    "usr_1",
    "a%20b",
    "%00",
    "%ff",
    "%",
    "..",
    "%2e%2e",
    "%2F",
    "a;b",
    "é",
    "x".repeat(300),
    "__proto__",
    "*",
  ),
  fc.webSegment(),
);
const parameters = fc.oneof(
  fc.constantFrom(
    "page=1",
    "page=0",
    "page=1e3",
    "page=99999999999",
    "page=1&page=2",
    "page=1&cursor=x",
    "perPage=101",
    "perPage=-1",
  ),
  fc.constantFrom(
    "status=created",
    "status=",
    "status[]=a",
    "status=%zz",
    "overdue=TRUE",
    "__proto__=1",
    "=",
    "&&&",
    "a",
    "%00=1",
  ),
  fc.constantFrom(
    "entityId=a&entityType=user",
    "entityType=planet",
    "eventTypes=,,",
    "fromDate=2024-13-01",
    "createdFrom=1",
    "cursor=%0d%0a",
  ),
  fc.webQueryParameters(),
);
const paths = fc.oneof(
  fc.constantFrom("journeys", "templates", "users", "timeline"),
  ids.map((id) => `journeys/${id}`),
  ids.map((id) => `journeys/${id}/advance`),
  ids.map((id) => `journeys/${id}/claim`),
  ids.map((id) => `templates/${id}`),
  ids.map((id) => `users/${id}`),
  ids,
  fc.constantFrom(
    "",
    "/",
    "journeys/",
    "//journeys",
    "journeys/../users",
    "%6aourneys",
    "\\..\\",
    "journeys#x",
    "[::1]",
    "{id}",
  ),
);
const outside = fc.constantFrom(
  "/",
  "*",
  "//",
  "/docs/errors/%00",
  "/docs/errors/__proto__",
  "http://evil.example/",
  "/api/v1/omni",
  "/\u0001",
);
const targets = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(paths, fc.option(parameters))
      .map(([path, query]) => `/api/v1/omni/${path}${query === null ? "" : `?${query}`}`),
  },
  { weight: 1, arbitrary: outside },
);

const fieldNames = fc.constantFrom(
  ...["Authorization", "X-API-Key", "Content-Type", "Content-Encoding", "Idempotency-Key", "If-Match", "If-None-Match"],
  ...["Omni-Consistency", "X-Request-Id", "traceparent", "Accept", "Origin", "Access-Control-Request-Method", "Cookie"],
  ...["Upgrade", "Connection", "TE", "Range", "X-HTTP-Method-Override", "Forwarded", "__proto__"],
);
const fieldValues = fc.oneof(
  fc.constantFrom(
    "Bearer key_app",
    "Bearer",
    "Basic x",
    "key_bare",
    "key_reader",
    "*",
    '"1-created"',
    "W/",
    "gzip",
    "text/html",
    "{}",
  ),
  fc.constantFrom(
    "application/json",
    "application/json; charset=utf-16",
    "multipart/form-data",
    "x".repeat(9_000),
    "websocket",
    "a,b",
    "../..",
  ),
  fc.string({ unit: "grapheme-ascii", maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 10 }),
);
const fields = fc.oneof(
  fc.constant<readonly string[]>([]),
  fc.array(
    fc.tuple(fieldNames, fieldValues).map(([name, value]) => `${name}: ${value}`),
    { maxLength: 4 },
  ),
);
const mostly = fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0);
const methods = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("GET", "POST", "PUT") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get", "POST\t", "G\u0000T"),
  },
);

const stray = fc.record({ method: methods, target: targets, body: fc.option(bodyBytes) });

/** The bytes of one request, with the length of its body always true, so that it is never waited for. */
export const hostileRequests: fc.Arbitrary<Buffer> = fc
  .record({ request: fc.oneof(spoilt, stray), fields, key: mostly, json: mostly })
  .map(({ request: { method, target, body }, fields: more, key, json }) => {
    const own = [
      "Host: 127.0.0.1",
      ...(key ? ["X-API-Key: key_app"] : []),
      ...(json ? ["Content-Type: application/json"] : []),
    ];
    const length = body === null ? [] : [`Content-Length: ${body.length}`];
    const head = [`${method} ${target} HTTP/1.1`, ...own, ...more, ...length, "", ""].join("\r\n");
    return Buffer.concat([Buffer.from(head, "latin1"), body ?? Buffer.alloc(0)]);
  });
