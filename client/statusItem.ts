import { type Disposable, LanguageStatusSeverity, languages } from 'vscode';
import type { ServerStatus } from '../shared/protocol.ts';

/** The item behind `{}` in the status bar of Rust files: for which target and release the figures hold. */
export class StatusItem implements Disposable {
  readonly #item = languages.createLanguageStatusItem('rustMemoryLayout.status', { language: 'rust' });

  constructor() {
    this.#item.name = 'Rust Memory Layout';
    this.#item.command = { title: 'Show Log', command: 'rustMemoryLayout.showLog' };
  }

  showStarting(): void {
    this.#item.busy = true;
    this.#item.severity = LanguageStatusSeverity.Information;
    this.#item.text = 'Memory layout';
    this.#item.detail = 'starting';
  }

  /** The server answers; what it holds for follows with its first status. */
  showRunning(): void {
    this.#item.busy = false;
    if (this.#item.detail === 'starting') this.#item.detail = '';
  }

  show({ target, release, describedAs, degraded }: ServerStatus): void {
    // Before anything was analysed there is nothing to say of target and release.
    const nearest = describedAs === undefined ? '' : `≈ ${describedAs} · `;
    this.#item.text = target === '' ? 'Memory layout' : `Memory layout: ${nearest}${target}`;
    this.#item.detail = [...(release === '' ? [] : [`rustc ${release}`]), ...degraded].join(' · ');
    this.#item.severity =
      degraded.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  }

  /** The server ended, and is started again after so many milliseconds. */
  showPause(milliseconds: number): void {
    this.#item.severity = LanguageStatusSeverity.Warning;
    this.#item.text = 'Memory layout: the server ended';
    this.#item.detail = `it is started again in ${Math.round(milliseconds / 1000)} s`;
  }

  showFailed(reason: string): void {
    this.#item.busy = false;
    this.#item.severity = LanguageStatusSeverity.Error;
    this.#item.text = 'Memory layout is off';
    this.#item.detail = reason;
  }

  dispose(): void {
    this.#item.dispose();
  }
}
