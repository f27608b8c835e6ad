import { optional, port, text, url, type Variable } from "@omni/platform/config";

/** What whoever composes processes decides for the gateway. */
export interface GatewayConfig {
  /** Origins whose pages may call the API: `OMNI_CORS_ORIGINS`; none in general. */
  readonly corsOrigins: readonly string[];
  /** The address under which clients reach the API: `OMNI_PUBLIC_URL`. */
  readonly publicUrl: string | undefined;
}

const origins: Variable<readonly string[]> = {
  doc: "Origins whose pages may call the API; none unless they are named.",
  expected: "origins such as https://bank.example, with commas between them",
  unset: { value: [] },
  read: (found) => {
    const listed = found.split(",").map((origin) => origin.trim());
    return listed.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin) ? listed : undefined;
  },
};

/** The variables of the gateway's environment. */
export const gatewayVariables = {
  OMNI_HOST: text({ default: "127.0.0.1", doc: "The address on which the port is opened." }),
  OMNI_PORT: port({ default: 8080, doc: "The REST port; 0 takes any free one." }),
  OMNI_CORS_ORIGINS: origins,
  OMNI_PUBLIC_URL: optional(url({ schemes: ["http", "https"], doc: "The address under which clients reach the API." })),
};
