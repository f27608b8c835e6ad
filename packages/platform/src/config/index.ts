export { readSigningKey, signingKey, verificationKeys } from "./keys.ts";
export { list } from "./list.ts";
export { isLoopback } from "./loopback.ts";
export { type Config, type ConfigFault, configTable, type Declarations, describeFaults } from "./read-config.ts";
export { type Environment, readConfig, type Values } from "./read-config.ts";
export { flag, oneOf, optional, port, secret, text, url, type Variable, wholeNumber } from "./variable.ts";
