/** Prints a figure that a suite has measured, beside what it has proved. */
export const tell = (figure: string): void => void process.stdout.write(`${figure}\n`);
