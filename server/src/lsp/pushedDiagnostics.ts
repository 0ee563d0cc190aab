import { type CancellationToken, CancellationTokenSource, ResponseError } from 'vscode-languageserver';
import { onDiagnostic } from './handlers/diagnostic.ts';
import type { OpenFile } from './openFile.ts';
import { guarded } from './requests.ts';
import type { Session } from './session.ts';

/** So long nobody types before all open documents are looked through, in milliseconds. */
const PAUSE = 300;

/** Sends diagnostics to a client that doesn't ask for them (`textDocument/publishDiagnostics`). */
export class PushedDiagnostics {
  readonly #session: Session;
  /** Documents that the client shows diagnostics for. */
  readonly #shown = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: CancellationTokenSource | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Texts, files or settings have changed: all open documents are looked through soon. */
  changed(): void {
    if (this.#session.traits.pullsDiagnostics) return;
    this.#running?.cancel();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#pushAll(), PAUSE);
  }

  closed(uri: string): void {
    if (this.#shown.delete(uri)) this.#send({ uri, diagnostics: [] });
  }

  async #pushAll(): Promise<void> {
    const { openFiles, setAside } = this.#session;
    const running = new CancellationTokenSource();
    this.#running = running;
    for (const file of openFiles) {
      if (!setAside.has(file.uri)) await this.#push(file, running.token);
      if (running.token.isCancellationRequested) return;
    }
  }

  async #push({ uri, document }: OpenFile, token: CancellationToken): Promise<void> {
    const session = this.#session;
    const { version } = document;
    const ask = () => onDiagnostic(session, { textDocument: { uri } }, token);
    const answer = await guarded(session, 'diagnostic', token, ask, uri);
    // What is out of date is found out anew: whatever made it so has called `changed`.
    if (!answer || answer instanceof ResponseError || token.isCancellationRequested) return;
    if (session.file(uri)?.document.version !== version) return;
    if (session.settingsOf(uri).diagnostics.level === 'off' && !this.#shown.has(uri)) return;
    if (answer.items.length > 0) this.#shown.add(uri);
    else this.#shown.delete(uri);
    this.#send({ uri, version, diagnostics: answer.items });
  }

  #send(params: Parameters<Session['connection']['sendDiagnostics']>[0]): void {
    this.#session.connection.sendDiagnostics(params).catch(() => undefined);
  }
}
