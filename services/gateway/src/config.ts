import { list, optional, port, url } from "@omni/platform/config";

// For whoever looks whether the port is free before there is a gateway.
export { cannotListen } from "./cannot-listen.ts";

/** What whoever composes processes decides for the gateway. */
export interface GatewayConfig {
  /** Origins whose pages may call the API: `OMNI_CORS_ORIGINS`; none in general. */
  readonly corsOrigins: readonly string[];
  /** The address under which clients reach the API: `OMNI_PUBLIC_URL`. */
  readonly publicUrl: string | undefined;
}

/** The variables of the gateway's environment. */
export const gatewayVariables = {
  OMNI_PORT: port({ default: 8080, doc: "The REST port; 0 takes any free one." }),
  OMNI_CORS_ORIGINS: list({
    of: "origins such as https://bank.example",
    doc: "Origins whose pages may call the API; none unless they are named.",
    accepts: (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
  }),
  OMNI_PUBLIC_URL: optional(url({ schemes: ["http", "https"], doc: "The address under which clients reach the API." })),
};
