import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { BackOff } from './backOff.ts';

/** What the restarts tell of themselves. */
export interface RestartReport {
  /** Once for a client: the server ends again and again. */
  readonly trouble: (text: string) => void;
  /** It is started again after so many milliseconds. */
  readonly pause: (milliseconds: number) => void;
}

/** Starts a server again that ended by itself: always, but in the end with pauses. */
export class Restarts implements ErrorHandler {
  readonly #report: RestartReport;
  readonly #backOff = new BackOff();
  #told = false;
  #abandoned = false;

  constructor(report: RestartReport) {
    this.#report = report;
  }

  /** A message that can't be read costs that message. */
  error() {
    return { action: ErrorAction.Continue, handled: true };
  }

  async closed(): Promise<CloseHandlerResult> {
    const milliseconds = this.#backOff.ended(Date.now());
    if (milliseconds > 0 && !this.#abandoned) {
      if (!this.#told)
        this.#report.trouble('The server ended several times. It is started again, after longer pauses.');
      this.#told = true;
      this.#report.pause(milliseconds);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
    return { action: this.#abandoned ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
  }

  /** The client is not needed any more: another one has taken its place. */
  abandon(): void {
    this.#abandoned = true;
  }
}
