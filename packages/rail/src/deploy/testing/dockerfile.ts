import { DockerfileParser, type ModifiableInstruction } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { readFileSync } from "node:fs";

/** One instruction of a Dockerfile: `COPY`, `["--from=build"]`, `/deployed ./`. */
export interface Instruction {
  readonly keyword: string;
  readonly flags: readonly string[];
  /** What stands after the flags, on one line. */
  readonly text: string;
}

/** The instructions from one FROM to the next. */
export interface Stage {
  readonly image: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

const file = new URL("../../../../../deploy/Dockerfile", import.meta.url);

export const dockerfileText = (): string => readFileSync(file, "utf8");

/** What is wrong with the text of a Dockerfile, in words. */
export const dockerfileFaults = (text: string): readonly string[] =>
  validate(text).map(({ message }) => (typeof message === "string" ? message : message.value));

/** The stages of a Dockerfile, in order. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: { image: string; name: string; instructions: Instruction[] }[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const said = instruction.getArgumentsContent()?.replace(/\s+/g, " ") ?? "";
    if (instruction.getKeyword() === "FROM") {
      const [image = "", name = ""] = said.split(/ as /i);
      stages.push({ image, name, instructions: [] });
    } else {
      const flags = "getFlags" in instruction ? flagsOf(instruction as ModifiableInstruction) : [];
      stages.at(-1)?.instructions.push({ keyword: instruction.getKeyword(), flags, text: said });
    }
  }
  return stages;
}

const flagsOf = (instruction: ModifiableInstruction): readonly string[] =>
  instruction.getFlags().map((flag) => flag.toString());

/** `A=1 B=2`, as ENV has it. */
export const assignments = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(" ").map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]));
