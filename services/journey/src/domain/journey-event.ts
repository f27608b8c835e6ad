import { type DomainEvent, formatInstant, type Instant, type JsonObject, type Subject } from "@omni/kernel";
import { currentStep, type Journey } from "./journey.ts";

/** What is said of a journey: its id is added to the data, and everything that it concerns to the subjects. */
interface Told {
  readonly summary: string;
  readonly channel?: string;
  readonly data: JsonObject;
}

export const journeyEvent = (journey: Journey, type: string, { data, ...told }: Told): DomainEvent => ({
  type,
  subjects: subjectsOf(journey),
  ...told,
  data: { journeyId: journey.id, ...data },
});

/** Every entity whose timeline shows the journey's events. */
function subjectsOf({ id, customerId, relatedTo }: Journey): readonly Subject[] {
  const own = { type: "customer", id: customerId };
  const others = relatedTo.filter(({ type, id: other }) => type !== own.type || other !== own.id);
  return [{ type: "journey", id }, own, ...others];
}

/** Where the journey stands, for a sentence: `at Document Collection`. */
export function atStep(journey: Journey): string {
  const step = currentStep(journey);
  return step === undefined ? "after its last step" : `at ${step.name}`;
}

export const timeText = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : formatInstant(at);

/** A member of the data that is left out when there is nothing to say. */
export const given = <Name extends string, Value extends JsonObject[string]>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } =>
  // The type of an object with a computed name is not inferred.
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
