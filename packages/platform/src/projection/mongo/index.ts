export { migrateMongoProjection, openMongoProjection, type MongoProjectionOptions } from "./open-mongo-projection.ts";
