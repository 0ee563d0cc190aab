import type { Connection, InitializeParams } from 'vscode-languageserver';
import { fileRequests, type InitializeOptions } from '../../../shared/protocol.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import type { Analysis } from '../engine/analysis.ts';
import { type FileContext, type FilePart, fileContext, fileParts } from '../engine/fileContext.ts';
import { Analyses } from './analyses.ts';
import { ClientFiles } from './clientFiles.ts';
import { OpenFile } from './openFile.ts';
import { OverlayFileSystem } from './overlay.ts';
import { pathOfUri, uriOfPath } from './paths.ts';
import type { ServerPlatform } from './platform.ts';
import { analysisOptions } from './settings.ts';
import type { Watch } from './watch.ts';

/** A document in its project. */
interface OwnedFile {
  readonly file: OpenFile;
  readonly analysis: Analysis;
}

/** A document with everything that features ask for. */
export interface Subject extends OwnedFile {
  readonly cx: FileContext;
}

/** A document in parts, each with what features ask for: what is asked at every keystroke need not be found out anew. */
export interface Parts extends OwnedFile {
  readonly parts: readonly FilePart[];
}

/** More rounds of fetching files than modules are ever nested. */
const MAX_ROUNDS = 40;

/** What the server holds between two messages of one client. */
export class Session {
  readonly connection: Connection;
  readonly options: InitializeOptions;
  readonly client: InitializeParams['capabilities'];
  readonly #platform: ServerPlatform;
  readonly #files: ClientFiles;
  readonly #open = new Map<string, OpenFile>();
  readonly analyses: Analyses;
  /** Resolves when the settings that were asked for last are in force: questions wait for it. */
  settled: Promise<void> = Promise.resolve();
  /** Documents that nothing is made ready for: their analysis was ended before. */
  setAside: ReadonlySet<string> = new Set();
  readonly watch: Watch;
  /** How many questions were asked so far, answered or not. */
  questions = 0;
  #settings: Settings = defaultSettings;

  constructor(
    connection: Connection,
    platform: ServerPlatform,
    options: InitializeOptions,
    client: InitializeParams['capabilities'],
    watch: Watch,
  ) {
    this.watch = watch;
    this.connection = connection;
    this.options = options;
    this.client = client;
    const ofClient = {
      readFile: (path: string) => this.#ask<string>(fileRequests.readFile, path),
      readDirectory: (path: string) => this.#ask<never>(fileRequests.readDirectory, path),
    };
    this.#files = new ClientFiles(ofClient, options.assets === undefined ? platform.files : undefined);
    const files = new OverlayFileSystem(this.#files, (path) => this.fileAt(path)?.text);
    this.#platform = { ...platform, files };
    this.analyses = new Analyses(this.#platform);
  }

  get settings(): Settings {
    return this.#settings;
  }

  configure(settings: Settings): void {
    const before = JSON.stringify(analysisOptions(this.#settings));
    this.#settings = settings;
    const options = analysisOptions(settings);
    if (JSON.stringify(options) !== before) this.analyses.configure(options);
  }

  // ------------------------------------------------------------------------------------ documents

  get openFiles(): readonly OpenFile[] {
    return [...this.#open.values()];
  }

  file(uri: string): OpenFile | undefined {
    return this.#open.get(uri);
  }

  fileAt(path: string): OpenFile | undefined {
    for (const file of this.#open.values()) if (file.path === path) return file;
    return undefined;
  }

  open(document: { readonly uri: string; readonly version: number; readonly text: string }): void {
    this.close(document.uri);
    const { trees, parser } = this.#platform;
    this.#open.set(document.uri, new OpenFile(document, pathOfUri(document.uri), trees, parser));
  }

  close(uri: string): void {
    const file = this.#open.get(uri);
    if (!file) return;
    this.#open.delete(uri);
    file.dispose();
    this.analyses.refresh(file.path);
  }

  /** A file changed on disk or in the client's workspace. */
  changedOutside(path: string): void {
    this.#files.forget(path);
    if (!this.fileAt(path)) this.analyses.refresh(path);
  }

  // ------------------------------------------------------------------------------------ questions

  /** The document in its project, with all open documents as they are now. */
  subject(uri: string, target?: string): Subject | undefined {
    const owned = this.#owned(uri, target);
    const cx = owned && fileContext(owned.analysis, this.#platform.parser, owned.file.path);
    return cx && { ...owned, cx };
  }

  /** As `subject`, for questions about places that a function which is being typed in leaves apart. */
  parts(uri: string): Parts | undefined {
    const owned = this.#owned(uri);
    return owned && { ...owned, parts: fileParts(owned.analysis, this.#platform.parser, owned.file.path) };
  }

  #owned(uri: string, target?: string): OwnedFile | undefined {
    const file = this.#open.get(uri);
    const owned = file && this.analyses.of(file, target);
    if (!file || !owned) return undefined;
    for (const other of this.#open.values()) if (other !== file) this.analyses.edited(other);
    return { file, analysis: owned.analysis };
  }

  /** Asks again as long as the answer rests on files that had to be fetched from the client first. */
  async answer<T>(compute: () => T | Promise<T>): Promise<T> {
    for (let round = 0; ; round++) {
      const result = await compute();
      const found = this.options.serveFiles && round < MAX_ROUNDS ? await this.#files.load() : [];
      if (found.length === 0) return result;
      if (found.every((path) => path.endsWith('.rs'))) for (const path of found) this.analyses.refresh(path);
      else this.analyses.clear();
    }
  }

  #ask<T>(method: string, path: string): Promise<T | null> {
    return this.connection.sendRequest<T | null>(method, { uri: uriOfPath(path) });
  }
}
