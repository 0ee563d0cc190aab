import {
  type Disposable,
  LanguageStatusSeverity,
  languages,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import type { ServerStatus } from '../shared/protocol.ts';

/** Shows what the figures hold for, and lets the user change it. */
export const showGroundCommand = 'rustMemoryLayout.showGround';

/**
 * The item behind `{}` in the status bar of Rust files: for which target, release, package and features the figures of
 * the editor's file hold. A second item stands in the bar itself while the server starts and where something is wrong.
 */
export class StatusItem implements Disposable {
  readonly #item = languages.createLanguageStatusItem('rustMemoryLayout.status', { language: 'rust' });
  readonly #bar: StatusBarItem;
  #status: ServerStatus | undefined;

  constructor() {
    this.#item.name = 'Rust Memory Layout';
    this.#item.command = { title: 'Details', command: showGroundCommand };
    this.#bar = window.createStatusBarItem('rustMemoryLayout.trouble', StatusBarAlignment.Left);
    this.#bar.name = 'Rust Memory Layout';
    this.#bar.command = showGroundCommand;
  }

  /** What was shown last. */
  get status(): ServerStatus | undefined {
    return this.#status;
  }

  showStarting(): void {
    this.#item.busy = true;
    this.#item.severity = LanguageStatusSeverity.Information;
    this.#item.text = 'Memory layout';
    this.#item.detail = 'starting';
    this.#bar.text = '$(loading~spin) Memory layout';
    this.#bar.tooltip = 'The language server of Rust Memory Layout is starting';
    this.#bar.backgroundColor = undefined;
    this.#bar.show();
  }

  /** The server answers; what it holds for follows with its first status. */
  showRunning(): void {
    this.#item.busy = false;
    if (this.#item.detail === 'starting') this.#item.detail = '';
    this.#bar.hide();
  }

  show(status: ServerStatus): void {
    this.#status = status;
    const { target, release, describedAs, degraded, ground } = status;
    const nearest = describedAs === undefined ? '' : `≈ ${describedAs} · `;
    this.#item.text = target === '' ? 'Memory layout' : `Memory layout: ${nearest}${target}`;
    const figures = ground.length > 0 ? ground : release === '' ? [] : [`rustc ${release}`];
    this.#item.detail = [...figures, ...degraded].join(' · ');
    const isWrong = degraded.length > 0;
    this.#item.severity = isWrong ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    if (isWrong) this.#warn(degraded.join('\n'));
    else this.#bar.hide();
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
    this.#warn(reason);
    this.#bar.backgroundColor = new ThemeColor('statusBarItem.errorBackground');
  }

  #warn(reason: string): void {
    this.#bar.text = '$(warning) Memory layout';
    this.#bar.tooltip = reason;
    this.#bar.backgroundColor = undefined;
    this.#bar.show();
  }

  dispose(): void {
    this.#item.dispose();
    this.#bar.dispose();
  }
}
