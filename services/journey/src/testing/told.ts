/** An event as the model tells it: its type, and the step or the assignee that it names. */
export function told(type: string, data: unknown): string {
  const name = type.replace("journey.", "");
  const about = name === "assigned" || name === "resumed" ? member(data, "assigneeId") : member(data, "stepId");
  return about === undefined ? name : `${name} ${about}`;
}

const member = (data: unknown, name: string): string | undefined => {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
  return typeof value === "string" ? value : undefined;
};
