/** The services that take contexts. A context for one is refused by every other. */
export const audiences = ["access", "journey", "timeline"] as const;
export type Audience = (typeof audiences)[number];

export const isAudience = (text: string | undefined): text is Audience =>
  audiences.some((audience) => audience === text);
