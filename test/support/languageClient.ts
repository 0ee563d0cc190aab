import { PassThrough } from 'node:stream';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  type ConfigurationParams,
  createProtocolConnection,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type InlayHintLabelPart,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { startServer } from '../../server/src/lsp/server.ts';
import type { InitializeOptions } from '../../shared/protocol.ts';
import { testPlatform } from './features.ts';
import { MemoryFiles, memoryFiles } from './memoryFiles.ts';
import { testTrees } from './parser.ts';

export interface ClientOptions {
  readonly initialization?: InitializeOptions | Readonly<Record<string, unknown>>;
  /** What the client can do; else it answers for settings and takes refreshed hints. */
  readonly capabilities?: ClientCapabilities;
  /** What the client answers for the section `rustMemoryLayout`. */
  settings?: unknown;
  /** The same by the folder's URI. */
  readonly folderSettings?: Readonly<Record<string, unknown>>;
  /** What it answers for the section `rust-analyzer`. */
  rustAnalyzer?: unknown;
  /** URIs of the workspace's folders. */
  readonly folders?: readonly string[];
}

/** A language client in memory, joined by streams to the real server over files in memory. */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly files: MemoryFiles;
  readonly options: ClientOptions;
  /** What the server pushed, by URI: the messages of each document as they were last. */
  readonly pushed = new Map<string, PublishDiagnosticsParams>();
  /** What the server wrote to the log. */
  readonly log: string[] = [];
  /** What the server asked to be told of. */
  readonly registered: string[] = [];
  server: InitializeResult | undefined;
  #versions = new Map<string, number>();

  private constructor(connection: ProtocolConnection, files: MemoryFiles, options: ClientOptions) {
    this.connection = connection;
    this.files = files;
    this.options = options;
  }

  static async start(fixture: string, options: ClientOptions = {}): Promise<TestClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const files = fixture === '' ? new MemoryFiles() : memoryFiles(fixture);
    const server = createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    );
    startServer(server, async () => ({ ...(await testPlatform(files)), trees: await testTrees() }));
    const connection = createProtocolConnection(
      new StreamMessageReader(toClient),
      new StreamMessageWriter(toServer),
    );
    const client = new TestClient(connection, files, options);
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(({ section, scopeUri }) => {
        if (section !== 'rustMemoryLayout') return client.options.rustAnalyzer ?? null;
        return client.options.folderSettings?.[scopeUri ?? ''] ?? client.options.settings ?? null;
      }),
    );
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      client.registered.push(...registrations.map(({ method }) => method));
      return null;
    });
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      client.pushed.set(params.uri, params);
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => void client.log.push(message));
    connection.listen();
    await client.#initialize();
    return client;
  }

  async #initialize(): Promise<void> {
    this.server = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: this.options.folders?.map((uri) => ({ uri, name: uri })) ?? null,
      capabilities: this.options.capabilities ?? {
        workspace: { configuration: true, inlayHint: { refreshSupport: true } },
      },
      initializationOptions: this.options.initialization,
    });
    await this.connection.sendNotification('initialized', {});
  }

  /** Opens a document with the text of its file, or with `text`. */
  async open(uri: string, text = this.files.readFile(uri.replace('file://', '')) ?? ''): Promise<void> {
    this.#versions.set(uri, 1);
    const textDocument = { uri, languageId: 'rust', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Types `text` at a place: an incremental change. */
  async type(uri: string, line: number, character: number, text: string, replaced = 0): Promise<void> {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    const end = { line, character: character + replaced };
    const contentChanges = [{ range: { start: { line, character }, end }, text }];
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async hover(uri: string, line: number, character: number): Promise<string | undefined> {
    const params = { textDocument: { uri }, position: { line, character } };
    const hover = await this.connection.sendRequest<Hover | null>('textDocument/hover', params);
    return hover && typeof hover.contents === 'object' && 'value' in hover.contents
      ? hover.contents.value
      : undefined;
  }

  /** The hints of a document as `line:character label`. */
  async hints(uri: string): Promise<readonly string[]> {
    const range = { start: { line: 0, character: 0 }, end: { line: 100000, character: 0 } };
    const hints = await this.connection.sendRequest<InlayHint[] | null>('textDocument/inlayHint', {
      textDocument: { uri },
      range,
    });
    return (hints ?? []).map((hint) => {
      const label = (hint.label as readonly InlayHintLabelPart[]).map((part) => part.value).join('');
      return `${hint.position.line}:${hint.position.character} ${label}`;
    });
  }

  dispose(): void {
    this.connection.dispose();
  }
}
