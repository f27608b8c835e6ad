export type { Sleep } from "./deliver.ts";
export * from "./port.ts";
