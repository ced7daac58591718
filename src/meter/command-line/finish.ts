/** Takes the exit code of the command that was called. */
export type Finish = (exitCode: number) => void;
