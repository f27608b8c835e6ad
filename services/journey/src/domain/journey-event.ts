import { type DomainEvent, formatInstant, type Instant, type JsonObject, type Subject } from "@omni/kernel";
import { type Assignee, currentStep, type Journey } from "./journey.ts";

/** What is said of a journey: its id is added to the data, and everything that it concerns to the subjects. */
interface Told {
  readonly summary: string;
  readonly channel?: string;
  readonly data: JsonObject;
  /** To whom it gives the journey, and from whom it takes it. */
  readonly handover?: readonly (Assignee | undefined)[];
}

export const journeyEvent = (journey: Journey, type: string, { data, handover = [], ...told }: Told): DomainEvent => ({
  type,
  subjects: distinct([...subjectsOf(journey), ...usersIn(handover)]),
  ...told,
  data: { journeyId: journey.id, ...data },
});

/** Every entity whose timeline shows all of the journey's events. */
const subjectsOf = ({ id, customerId, relatedTo }: Journey): readonly Subject[] => [
  { type: "journey", id },
  { type: "customer", id: customerId },
  ...relatedTo,
];

/** A handover stands on the timelines of the users between whom it is. Teams have none. */
const usersIn = (assignees: readonly (Assignee | undefined)[]): readonly Subject[] =>
  assignees.flatMap((assignee) => (assignee?.type === "user" ? [{ type: "user", id: assignee.id }] : []));

const distinct = (subjects: readonly Subject[]): readonly Subject[] => [
  ...new Map(subjects.map((subject) => [`${subject.type}/${subject.id}`, subject])).values(),
];

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
