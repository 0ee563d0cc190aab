import { Disposable, type TextDocumentChangeEvent, type TextEditor, window, workspace } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import { settingsSection } from '../../shared/settings.ts';
import { cursorPlace } from '../cursorPlace.ts';
import { Debouncer } from './debounce.ts';
import { shiftPosition } from './shiftPosition.ts';

const pauseMilliseconds = 120;

/**
 * The place that a panel is about: follows the cursor where the user wants that, and stays with its text while that is
 * edited. Says when the panel has to ask the server again.
 */
export class PlaceFollower implements Disposable {
  readonly #onChange: Debouncer;
  readonly #onLeave: () => void;
  readonly #listeners: Disposable;
  #place: CursorPlace | undefined;
  #following: boolean;

  /**
   * @param onChange the place or the text is another one
   * @param onLeave the cursor has gone to another line or file, before `onChange`
   * @param following undefined: what the user's settings say
   */
  constructor(
    place: CursorPlace | undefined,
    onChange: () => void,
    onLeave: () => void,
    following: boolean | undefined,
  ) {
    this.#following =
      following ?? workspace.getConfiguration(settingsSection).get('panel.followCursor', true);
    this.#place = place;
    this.#onChange = new Debouncer(pauseMilliseconds, onChange);
    this.#onLeave = onLeave;
    this.#listeners = Disposable.from(
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      workspace.onDidChangeTextDocument((event) => this.#keepWith(event)),
    );
  }

  get place(): CursorPlace | undefined {
    return this.#place;
  }

  get following(): boolean {
    return this.#following;
  }

  goTo(place: CursorPlace): void {
    this.#onLeave();
    this.#place = place;
  }

  setFollowing(following: boolean): void {
    this.#following = following;
    this.#follow(window.activeTextEditor);
  }

  /** Asks again soon, for another reason than the place. */
  refresh(): void {
    this.#onChange.trigger();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#onChange.dispose();
  }

  /** Goes where the cursor went. A selection is left alone: a click in the picture has just selected its source. */
  #follow(editor: TextEditor | undefined): void {
    const place = cursorPlace(editor);
    if (!this.#following || place === undefined || !editor?.selection.isEmpty) return;
    if (place.uri !== this.#place?.uri || place.position.line !== this.#place.position.line) this.#onLeave();
    this.#place = place;
    this.refresh();
  }

  #keepWith({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (document.languageId !== 'rust' || contentChanges.length === 0 || this.#place === undefined) return;
    if (document.uri.toString() === this.#place.uri) {
      this.#place = { ...this.#place, position: shiftPosition(this.#place.position, contentChanges) };
    }
    this.refresh();
  }
}
