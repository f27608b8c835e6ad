/** The parts of an OpenAPI document that are looked at. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const idName = /(^id|Id|By)$/;
const otherNames = ["cursor", "role", "team"];
const tenantHeaders = ["Idempotency-Key", "If-Match", "If-None-Match", "Omni-Consistency"];

/** Every place of the API's requests that can hold something of a tenant: `POST /journeys body/templateId`. */
export function restPositions(document: OpenApi, basePath: string): readonly string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    path.startsWith(basePath)
      ? Object.entries(methods).flatMap(([method, operation]) => {
          const name = `${method.toUpperCase()} ${path.slice(basePath.length)}`;
          return [...parameterPlaces(operation), ...bodyPlaces(document, operation)].map((place) => `${name} ${place}`);
        })
      : [],
  );
}

const parameterPlaces = ({ parameters = [] }: Operation): readonly string[] =>
  parameters
    .filter((one) => one.in !== "header" || tenantHeaders.includes(one.name))
    .filter(({ in: where, name }) => where !== "query" || idName.test(name) || otherNames.includes(name))
    .map(({ in: where, name }) => `${where}/${name}`);

function bodyPlaces(document: OpenApi, { requestBody }: Operation): readonly string[] {
  const schema = requestBody?.content["application/json"]?.schema;
  return schema ? idsIn(document, schema, "body") : [];
}

function idsIn(document: OpenApi, schema: Schema, place: string): readonly string[] {
  const referred = schema.$ref && document.components?.schemas?.[schema.$ref.split("/").at(-1) ?? ""];
  const inner = [referred, schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(
    (one) => typeof one === "object",
  );
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
    ...(idName.test(name) ? [`${place}/${name}`] : []),
    ...idsIn(document, member, `${place}/${name}`),
  ]);
  return [...own, ...inner.flatMap((one) => idsIn(document, one, place))];
}
