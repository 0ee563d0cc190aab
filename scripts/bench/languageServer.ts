import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Hover,
  type InlayHint,
  LSPErrorCodes,
  type ProtocolConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Fixture } from './fixture.ts';

/** Lines that an editor shows at once. */
export const screenLines = 60;

/** A language server as a child process, with the fixture's file open; as little of a client as measuring needs. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #uri: string;
  #version = 1;

  private constructor(process: ChildProcess, connection: ProtocolConnection, uri: string) {
    this.#process = process;
    this.#connection = connection;
    this.#uri = uri;
  }

  /** `settings` is what the client answers for the server's section of the settings. */
  static async start(
    command: readonly string[],
    fixture: Fixture,
    settings: unknown = null,
  ): Promise<LanguageServer> {
    const [program = '', ...args] = command;
    // With a cache folder of its own, the first start is a cold one.
    const env = { ...process.env, XDG_CACHE_HOME: path.join(fixture.root, '.cache') };
    const child = spawn(program, args, { cwd: fixture.folder, env, stdio: ['pipe', 'pipe', 'ignore'] });
    const reader = new StreamMessageReader(child.stdout);
    const connection = createProtocolConnection(reader, new StreamMessageWriter(child.stdin));
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => settings));
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.listen();
    const folder = pathToFileURL(fixture.folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { hover: { contentFormat: ['markdown'] }, inlayHint: {} },
      },
    });
    await connection.sendNotification('initialized', {});
    const uri = pathToFileURL(fixture.file).href;
    const textDocument = { uri, languageId: 'rust', version: 1, text: fixture.text };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    return new LanguageServer(child, connection, uri);
  }

  hover(line: number, character: number): Promise<Hover | null> {
    const params = { textDocument: { uri: this.#uri }, position: { line, character } };
    return this.#ask<Hover | null>('textDocument/hover', params);
  }

  /** Hints of the lines on a screen that begins at `line`. */
  async hints(line: number): Promise<readonly InlayHint[]> {
    const range = { start: { line, character: 0 }, end: { line: line + screenLines, character: 0 } };
    const params = { textDocument: { uri: this.#uri }, range };
    return (await this.#ask<InlayHint[] | null>('textDocument/inlayHint', params)) ?? [];
  }

  /** Types a text in front of a place. */
  async type(line: number, character: number, text: string): Promise<void> {
    const place = { line, character };
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [{ range: { start: place, end: place }, text }],
    });
  }

  /** Takes so many characters away behind a place. */
  async untype(line: number, character: number, count: number): Promise<void> {
    const start = { line, character };
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [{ range: { start, end: { line, character: character + count } }, text: '' }],
    });
  }

  /** Asks again when the server gives up since something has changed, as an editor does. */
  async #ask<Answer>(method: string, params: object): Promise<Answer> {
    for (;;) {
      try {
        return await this.#connection.sendRequest<Answer>(method, params);
      } catch (error) {
        if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) throw error;
      }
    }
  }

  /** Milliseconds of processor time that it has used so far, all its threads together; only on Linux. */
  usedTime(): number {
    const stat = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Counted in ticks, of which Linux has a hundred a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** Megabytes of memory at their highest so far; only on Linux. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1000;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }
}
