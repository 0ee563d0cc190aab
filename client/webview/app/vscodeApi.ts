import type { FromAnyPage, FromLayoutPage, PageState } from '../../../shared/webviewMessages.ts';

/** What VS Code gives a page to reach its extension. */
export interface VsCodeApi {
  postMessage(message: FromAnyPage | FromLayoutPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The one handle that a page may ask for. */
export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
