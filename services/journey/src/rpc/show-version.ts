import { accepted, type Result } from "@omni/kernel";
import type { Answer, Call, Encoded } from "@omni/platform/rpc";
import type { Template, TemplateVersion } from "../domain/template.ts";
import { type TemplateReply, templateReply } from "../templates.ts";

/**
 * Lets the collection work on a call and shows one version of the template that it answers; that is what is encoded,
 * and kept for a repeat with the same key.
 */
export async function showVersion<Request>(
  call: Call<Request, TemplateReply>,
  shown: (template: Template) => TemplateVersion,
  work: (call: Call<Request, Template>) => Promise<Result<Answer<Template>>>,
): Promise<Result<Answer<TemplateReply>>> {
  const answered = await work({
    ...call,
    answer: (template, beside) => untyped(call.answer(templateReply(template, shown(template)), beside)),
  });
  return answered.ok ? accepted(untyped(answered.value)) : answered;
}

/** The current version. */
export const current = (template: Template): TemplateVersion => template;

/** An encoded answer no longer tells of what. */
const untyped = <Reply>({ reply: _type, ...encoded }: Answer<Reply>): Encoded => encoded;
