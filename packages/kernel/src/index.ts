export * from "./decision.ts";
export * from "./ids.ts";
export * from "./instant.ts";
export * from "./json.ts";
export * from "./money.ts";
export * from "./result.ts";
export * from "./tenant.ts";
