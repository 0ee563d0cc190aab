/** Ends a command with one line on standard error. */
export class CliError extends Error {
  readonly status: number;

  /** @param status 1: a check failed; 2: the input can't be used */
  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}
