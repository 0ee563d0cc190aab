import type { Connection, InitializeParams } from 'vscode-languageserver';
import { fileRequests, type InitializeOptions } from '../../../shared/protocol.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { Analysis } from '../engine/analysis.ts';
import { type FileContext, type FilePart, fileContext, fileParts } from '../engine/fileContext.ts';
import { Analyses } from './analyses.ts';
import { ClientFiles } from './clientFiles.ts';
import { type ClientTraits, clientTraits } from './clientTraits.ts';
import { OpenFile } from './openFile.ts';
import { OtherTexts, OverlayFileSystem } from './overlay.ts';
import { pathOfUri, uriOfPath } from './paths.ts';
import type { ServerPlatform } from './platform.ts';
import {
  analysisOptions,
  folderOf,
  type RustAnalyzerSettings,
  readRustAnalyzerSettings,
  settingsInForce,
} from './settings.ts';
import type { SettingsTree } from './settingsTree.ts';
import type { Watch } from './watch.ts';

/** A document in its project. */
export interface OwnedFile {
  readonly file: OpenFile;
  readonly analysis: Analysis;
  /** Why the project is as it last was when its files could be read. */
  readonly problem?: Unknown;
}

/** A document with everything that features ask for. */
export interface Subject extends OwnedFile {
  readonly cx: FileContext;
}

/** A document in parts, each with what features ask for: what is asked at every keystroke need not be found out anew. */
export interface Parts extends OwnedFile {
  readonly parts: readonly FilePart[];
}

/** The settings of a folder or the window: ours, and rust-analyzer's, which count where ours say nothing. */
export interface FolderSettings {
  readonly own: Settings;
  readonly rustAnalyzer: RustAnalyzerSettings;
}

/** The workspace's folders, by their paths, with their settings. */
export interface WorkspaceState {
  readonly folders: readonly string[];
  readonly whole: FolderSettings;
  readonly ofFolders: ReadonlyMap<string, FolderSettings>;
}

const noSettings: FolderSettings = {
  own: defaultSettings,
  rustAnalyzer: readRustAnalyzerSettings(undefined),
};

/** What of the settings decides what is built. */
function buildsOf({ folders, whole, ofFolders }: WorkspaceState): unknown {
  const options = ({ own, rustAnalyzer }: FolderSettings) => analysisOptions(own, rustAnalyzer, undefined);
  return [folders, options(whole), ...folders.map((folder) => options(ofFolders.get(folder) ?? whole))];
}

/** More rounds of fetching files than modules are ever nested. */
const MAX_ROUNDS = 40;

/** What the server holds between two messages of one client. */
export class Session {
  readonly connection: Connection;
  readonly options: InitializeOptions;
  readonly client: InitializeParams['capabilities'];
  readonly traits: ClientTraits;
  readonly #platform: ServerPlatform;
  readonly #files: ClientFiles;
  readonly #open = new Map<string, OpenFile>();
  readonly analyses: Analyses;
  /** URIs of the workspace's folders. */
  folders: readonly string[];
  /** Resolves when the settings that were asked for last are in force: questions wait for it. */
  settled: Promise<void> = Promise.resolve();
  /** The settings that the client pushed so far, by sections. */
  pushed: SettingsTree = {};
  /** Documents that nothing is made ready for: their analysis was ended before. */
  setAside: ReadonlySet<string> = new Set();
  readonly watch: Watch;
  /** How many questions were asked so far, answered or not. */
  questions = 0;
  #settings: WorkspaceState = { folders: [], whole: noSettings, ofFolders: new Map() };

  constructor(
    connection: Connection,
    platform: ServerPlatform,
    options: InitializeOptions,
    client: InitializeParams['capabilities'],
    watch: Watch,
    folders: readonly string[] = [],
  ) {
    this.watch = watch;
    this.connection = connection;
    this.folders = folders;
    this.options = options;
    this.client = client;
    this.traits = clientTraits(client);
    const ofClient = {
      readFile: (path: string) => this.#ask<string>(fileRequests.readFile, path),
      readDirectory: (path: string) => this.#ask<never>(fileRequests.readDirectory, path),
    };
    this.#files = new ClientFiles(ofClient, options.assets === undefined ? platform.files : undefined);
    const files = new OverlayFileSystem(this.#files, (path) => this.fileAt(path)?.text);
    this.#platform = { ...platform, files };
    this.analyses = new Analyses(this.#platform);
    this.#configureAnalyses();
  }

  /** The settings for a document: those of its workspace folder, else those of the window. */
  settingsOf(uri: string): Settings {
    return this.#at(pathOfUri(uri)).own;
  }

  /** The names of the settings that take part in what a document is built with. */
  settingsInForce(uri: string): readonly string[] {
    const { own, rustAnalyzer } = this.#at(pathOfUri(uri));
    return settingsInForce(own, rustAnalyzer);
  }

  /** Takes folders and settings as they are now; projects are opened again where these change what is built. */
  configure(state: WorkspaceState): void {
    const before = JSON.stringify(buildsOf(this.#settings));
    this.#settings = state;
    if (JSON.stringify(buildsOf(state)) !== before) this.#configureAnalyses();
  }

  #configureAnalyses(): void {
    const { folders } = this.#settings;
    this.analyses.configure({
      folders,
      optionsFor: (path) => {
        const { own, rustAnalyzer } = this.#at(path);
        return analysisOptions(own, rustAnalyzer, folderOf(folders, path));
      },
    });
  }

  #at(path: string): FolderSettings {
    const { folders, whole, ofFolders } = this.#settings;
    const folder = folderOf(folders, path);
    return (folder === undefined ? undefined : ofFolders.get(folder)) ?? whole;
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
    this.#open.set(
      document.uri,
      new OpenFile(document, pathOfUri(document.uri), trees, parser, this.traits.encoding),
    );
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
    const owned = this.owned(uri, target);
    if (!owned || isUnknown(owned)) return undefined;
    const cx = fileContext(owned.analysis, this.#platform.parser, owned.file.path);
    return cx && { ...owned, cx };
  }

  /** As `subject`, for questions about places that a function which is being typed in leaves apart. */
  parts(uri: string): Parts | undefined {
    const owned = this.owned(uri);
    if (!owned || isUnknown(owned)) return undefined;
    return { ...owned, parts: fileParts(owned.analysis, this.#platform.parser, owned.file.path) };
  }

  /** The document's project with other texts of some files; null stands for a file that isn't there. */
  withTexts(uri: string, texts: ReadonlyMap<string, string | null>): Analysis | undefined {
    const owned = this.owned(uri);
    if (!owned || isUnknown(owned)) return undefined;
    return this.analyses.reopened(owned.analysis, new OtherTexts(this.#platform.files, texts));
  }

  /** The document in its project; unknown where the project can't be opened, and undefined for no open document. */
  owned(uri: string, target?: string): OwnedFile | Unknown | undefined {
    const file = this.#open.get(uri);
    const owned = file && this.analyses.of(file, target);
    if (!file || !owned) return undefined;
    if (isUnknown(owned)) return owned;
    for (const other of this.#open.values()) if (other !== file) this.analyses.edited(other);
    return { file, analysis: owned.analysis, ...(owned.problem && { problem: owned.problem }) };
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
