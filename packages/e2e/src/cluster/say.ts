/** Goes to the terminal at once: a campaign of hours says where it is. */
export const say = (line: string): void => void process.stderr.write(`cluster: ${line}\n`);
