import { type ErrorKind, kind, notFound, ruleBroken, stateConflict, taken } from "./error-kind.ts";

export const templateErrors = {
  "template.not_found": kind(notFound, "There is no such template", "Correct the id."),
  "template.unknown": kind(ruleBroken, "The template is not known", "Create the template first, or correct the id."),
  "template.not_active": kind(stateConflict, "The template is not active", "Publish the template, or use another."),
  "template.version_not_found": kind(
    notFound,
    "The template has no such version",
    "Read the template: `versions` names all that there are.",
  ),
  "template.version_unknown": kind(
    ruleBroken,
    "The template has no such version",
    "Read the template: `versions` names all that there are.",
  ),
  "template.nothing_to_publish": kind(
    stateConflict,
    "There is no such draft to publish",
    "Add a version first. A version that is over cannot be published again: post its contents as a new one.",
  ),
  "template.archived": kind(
    stateConflict,
    "The template is archived",
    "Nothing changes an archived template; create a new one.",
  ),
  "template.too_many_versions": kind(
    stateConflict,
    "The template has too many versions",
    "Create a new template with the contents.",
  ),
  "template.too_large": kind(
    [422, "INVALID_ARGUMENT", false],
    "The template has grown too large",
    "All versions are kept together, at most 2 MiB: create a new template with the contents.",
  ),
  "template.id_taken": kind(taken, "The template id is taken", "Choose another id."),
} as const satisfies Record<string, ErrorKind>;
