import assert from 'node:assert/strict';
import type { Message } from 'vscode-jsonrpc';
import type { EngineEvents } from '../../server/src/lsp/supervisor/engineThread.ts';
import { Supervisor } from '../../server/src/lsp/supervisor/supervisor.ts';
import type { Working } from '../../server/src/lsp/watch.ts';

const a = 'file:///a.rs';
const b = 'file:///b.rs';

/** An engine in a thread, as the test plays it. */
interface Engine {
  readonly events: EngineEvents;
  readonly got: Message[];
  ended: boolean;
}

/** A supervisor between a client and engines that do what the test says; time passes when the test says. */
class Play {
  readonly engines: Engine[] = [];
  readonly toClient: Message[] = [];
  readonly supervisor: Supervisor;
  #now = 0;
  #checks = new Set<() => void>();
  exited: boolean | undefined;

  constructor() {
    const client = {
      send: (message: Message) => void this.toClient.push(message),
      exit: (orderly: boolean) => {
        this.exited = orderly;
      },
    };
    const start = (events: EngineEvents) => {
      const engine: Engine = { events, got: [], ended: false };
      this.engines.push(engine);
      return {
        send: (message: Message) => void engine.got.push(message),
        end: () => {
          engine.ended = true;
        },
      };
    };
    this.supervisor = new Supervisor(client, start, {
      now: () => this.#now,
      used: () => this.#now,
      repeat: (_, check) => {
        this.#checks.add(check);
        return () => this.#checks.delete(check);
      },
    });
  }

  get engine(): Engine {
    return this.engines.at(-1)!;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const check of [...this.#checks]) check();
  }

  client(method: string, params: object, id?: number): void {
    const message = { jsonrpc: '2.0', method, params, ...(id !== undefined && { id }) };
    this.supervisor.fromClient(message as Message);
  }

  initialize(): void {
    this.client('initialize', {}, 0);
    this.client('initialized', {});
  }

  /** The engine has started. */
  started(): void {
    this.answer('supervisor:initialize', {});
  }

  answer(id: number | string, result: unknown): void {
    this.engine.events.message({ jsonrpc: '2.0', id, result } as Message);
  }

  works(working: Working | null): void {
    this.engine.events.working(working);
  }

  open(uri: string, text = ''): void {
    this.client('textDocument/didOpen', { textDocument: { uri, languageId: 'rust', version: 1, text } });
  }

  type(uri: string, text: string): void {
    this.client('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text }] });
  }

  hover(uri: string, id: number): void {
    this.client('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } }, id);
  }

  /** What an engine was told: methods, with the document and the id where there is one. */
  get told(): readonly string[] {
    return this.engine.got.map((message) => {
      const { method, id, params } = message as { method?: string; id?: number; params?: never };
      const document = (params as { textDocument?: { uri: string; text?: string } } | undefined)
        ?.textDocument;
      return [method, document?.uri, document?.text, id]
        .filter((part) => part !== undefined && part !== '')
        .join(' ');
    });
  }

  /** The answer to a question of the client; undefined where there is none. */
  answerTo(id: number): { readonly result?: unknown; readonly error?: unknown } | undefined {
    return this.toClient.find(
      (message) => 'id' in message && message.id === id && !('method' in message),
    ) as never;
  }

  errorCode(id: number): number | undefined {
    return (this.answerTo(id)?.error as { code: number } | undefined)?.code;
  }

  get status(): readonly string[] {
    const all = this.toClient.filter((m) => 'method' in m && m.method === 'rustMemoryLayout/status');
    return (all.at(-1) as { params?: { degraded: readonly string[] } } | undefined)?.params?.degraded ?? [];
  }
}

describe('the supervisor', () => {
  let play: Play;
  beforeEach(() => {
    play = new Play();
    play.initialize();
  });

  it('answers initialize before an engine has started', () => {
    assert.match(JSON.stringify(play.answerTo(0)?.result), /"hoverProvider":true/);
  });

  it('tells an engine that has started what it missed, in order', () => {
    play.open(a, 'fn');
    play.type(a, 'fn f');
    play.hover(a, 1);
    play.started();
    assert.deepEqual(play.told, [
      'initialize supervisor:initialize',
      'initialized',
      'rustMemoryLayout/setAside',
      'textDocument/didOpen file:///a.rs fn f',
      'textDocument/hover file:///a.rs 1',
    ]);
  });

  it('refuses a second initialize, and questions before the first and after the end', () => {
    play.client('initialize', {}, 7);
    assert.equal(play.errorCode(7), -32600);
    assert.equal(play.engine.got.length, 1);
    const early = new Play();
    early.hover(a, 1);
    assert.equal(early.errorCode(1), -32002);
    play.client('shutdown', {}, 8);
    play.hover(a, 9);
    assert.equal(play.errorCode(9), -32600);
  });

  it('tells a new engine all settings that were pushed', () => {
    const push = (settings: object | null) => play.client('workspace/didChangeConfiguration', { settings });
    play.started();
    push({ rustMemoryLayout: { inlayHints: { size: true } } });
    push({});
    push({ 'rustMemoryLayout.target': 'i686-unknown-linux-gnu' });
    push(null);
    play.engine.events.ended('memory', 'heap');
    play.started();
    const told = play.engine.got.find(
      (message) => 'method' in message && message.method === 'workspace/didChangeConfiguration',
    );
    assert.deepEqual((told as unknown as { params: unknown }).params, {
      settings: { rustMemoryLayout: { inlayHints: { size: true }, target: 'i686-unknown-linux-gnu' } },
    });
  });

  it('takes a cancellation without an id', () => {
    play.started();
    play.supervisor.fromClient({ jsonrpc: '2.0', method: '$/cancelRequest' } as Message);
    play.client('$/cancelRequest', { id: 99 });
    play.hover(a, 1);
    play.answer(1, { contents: 'u8' });
    assert.deepEqual(play.answerTo(1)?.result, { contents: 'u8' });
  });

  it('hands answers on', () => {
    play.started();
    play.hover(a, 1);
    play.answer(1, { contents: 'u8' });
    assert.deepEqual(play.answerTo(1)?.result, { contents: 'u8' });
  });

  it('ends an engine that takes too long, and sets the document aside', () => {
    play.started();
    play.open(a);
    play.hover(a, 1);
    play.works({ id: 1, name: 'hover' });
    play.pass(2900);
    assert.equal(play.engine.ended, false);
    play.pass(200);
    assert.equal(play.engines[0]?.ended, true);
    assert.equal(play.engines.length, 2);
    assert.match(JSON.stringify(play.answerTo(1)?.result), /took too long and was ended/);
    assert.match(play.status[0] ?? '', /^a\.rs is set aside: its analysis took too long \(hover\)/);
  });

  it('asks a new engine what the old one had not answered, of other documents', () => {
    play.started();
    play.open(a, 'bad');
    play.open(b, 'good');
    play.hover(a, 1);
    play.hover(b, 2);
    play.works({ id: 1, name: 'hover' });
    play.pass(3100);
    play.started();
    assert.deepEqual(play.told.slice(2), [
      'rustMemoryLayout/setAside',
      'textDocument/didOpen file:///a.rs bad',
      'textDocument/didOpen file:///b.rs good',
      'textDocument/hover file:///b.rs 2',
    ]);
    play.hover(a, 3);
    assert.match(JSON.stringify(play.answerTo(3)?.result), /Not analysed/);
  });

  it('tries a document again once it has changed and some time has passed', () => {
    play.started();
    play.open(a);
    play.hover(a, 1);
    play.works({ id: 1, name: 'hover' });
    play.pass(3100);
    play.started();
    play.type(a, 'better');
    play.hover(a, 2);
    assert.match(JSON.stringify(play.answerTo(2)?.result), /Not analysed/);
    play.pass(2500);
    play.hover(a, 3);
    play.answer(3, { contents: 'u8' });
    assert.deepEqual(play.answerTo(3)?.result, { contents: 'u8' });
    assert.deepEqual(play.status, []);
  });

  it('sets a document aside whose analysis nobody asked for', () => {
    play.started();
    play.open(a);
    play.works({ name: 'open', uri: a });
    play.pass(10_100);
    assert.match(play.status[0] ?? '', /a\.rs is set aside/);
  });

  it('lets an engine work long in short pieces', () => {
    play.started();
    play.hover(a, 1);
    for (let i = 0; i < 10; i++) {
      play.works({ id: 1, name: 'hover' });
      play.pass(1000);
      play.works(null);
    }
    assert.equal(play.engines.length, 1);
  });

  it('sets aside what took too much memory', () => {
    play.started();
    play.hover(a, 1);
    play.works({ id: 1, name: 'hover' });
    play.engine.events.ended('memory', 'heap');
    assert.match(play.status[0] ?? '', /took too much memory/);
    assert.equal(play.engines.length, 2);
  });

  it('answers a cancelled question at once, and its late answer to nobody', () => {
    play.started();
    play.hover(a, 1);
    play.works({ id: 1, name: 'hover' });
    play.client('$/cancelRequest', { id: 1 });
    assert.deepEqual(play.answerTo(1)?.error, { code: -32800, message: 'cancelled' });
    const before = play.toClient.length;
    play.answer(1, null);
    assert.equal(play.toClient.length, before);
  });

  it('shuts down while the engine is busy', () => {
    play.started();
    play.hover(a, 1);
    play.works({ id: 1, name: 'hover' });
    play.client('shutdown', {}, 2);
    assert.equal(play.answerTo(2)?.result, null);
    play.client('exit', {});
    assert.deepEqual([play.exited, play.engine.ended], [true, true]);
  });

  it('gives up on engines that can not be started, and says so', () => {
    for (let i = 0; i < 4; i++) play.engine.events.ended('failure', 'no parser');
    assert.equal(play.engines.length, 4);
    assert.deepEqual(play.status, ['the analysis could not be started: no parser']);
    play.hover(a, 1);
    assert.match(JSON.stringify(play.answerTo(1)?.result), /could not be started/);
  });

  it('keeps the questions of two engines to the client apart', () => {
    const ask = { jsonrpc: '2.0', id: 1, method: 'workspace/configuration', params: {} } as Message;
    play.started();
    play.engine.events.message(ask);
    play.engine.events.ended('failure', 'crash');
    play.started();
    play.engine.events.message(ask);
    const ids = play.toClient.flatMap((m) =>
      'method' in m && m.method === 'workspace/configuration' ? [m] : [],
    );
    const [first, second] = ids.map((m) => (m as unknown as { id: string }).id);
    assert.notEqual(first, second);
    const count = play.engine.got.length;
    play.supervisor.fromClient({ jsonrpc: '2.0', id: first, result: ['old'] } as unknown as Message);
    assert.equal(play.engine.got.length, count);
    play.supervisor.fromClient({ jsonrpc: '2.0', id: second, result: ['new'] } as unknown as Message);
    assert.deepEqual(play.engine.got.at(-1), { jsonrpc: '2.0', id: 1, result: ['new'] });
  });
});
