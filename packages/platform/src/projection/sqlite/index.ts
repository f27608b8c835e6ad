export { openSqliteProjection, type SqliteProjectionOptions } from "./open-sqlite-projection.ts";
