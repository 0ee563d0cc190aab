import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { Message, MessageReader, MessageWriter } from 'vscode-jsonrpc';
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { Clock, EngineEvents, EngineThread } from '../lsp/supervisor/engineThread.ts';
import type { WorkingMessage } from '../lsp/supervisor/messages.ts';
import { Supervisor } from '../lsp/supervisor/supervisor.ts';

/**
 * Megabytes that the engine's thread may use for JavaScript's objects, and for young ones among them: few, so that garbage
 * is collected before it takes memory from others. The stack is four times that of a process.
 */
const limits = { maxOldGenerationSizeMb: 700, maxYoungGenerationSizeMb: 24, stackSizeMb: 4 };

/** The client's process is looked for so often, in milliseconds: a killed editor says no goodbye. */
const LOOK_FOR_CLIENT = 3000;

/** Serves one client, until it goes away and the process ends. */
export async function superviseInNode(args: readonly string[]): Promise<void> {
  const [reader, writer] = await channel(args);
  const client = {
    send: (message: Message) => {
      writer.write(message).catch(() => undefined);
    },
    exit: (orderly: boolean) => process.exit(orderly ? 0 : 1),
  };
  const supervisor = new Supervisor(client, startEngine, clock);
  const closed = () => supervisor.closed();
  reader.onClose(closed);
  writer.onClose(closed);
  process.on('disconnect', closed);
  reader.listen((message) => {
    followClient(message);
    supervisor.fromClient(message);
  });
}

async function channel(args: readonly string[]): Promise<[MessageReader, MessageWriter]> {
  const optionOf = (name: string) => {
    const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    return at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
  };
  const [pipe, socket] = [optionOf('pipe'), optionOf('socket')];
  if (pipe !== undefined) return createServerPipeTransport(pipe);
  if (socket !== undefined) return createServerSocketTransport(Number(socket));
  if (args.includes('--node-ipc')) return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
}

function followClient(message: Message): void {
  const { method, params } = message as { method?: string; params?: { processId?: unknown } };
  const processId = params?.processId;
  if (method !== 'initialize' || typeof processId !== 'number') return;
  setInterval(() => {
    try {
      process.kill(processId, 0);
    } catch {
      process.exit(1);
    }
  }, LOOK_FOR_CLIENT).unref();
}

const clock: Clock = {
  now: () => performance.now(),
  used: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  repeat: (milliseconds, check) => {
    const timer = setInterval(check, milliseconds);
    return () => clearInterval(timer);
  },
};

function startEngine(events: EngineEvents): EngineThread {
  const worker = new Worker(path.join(import.meta.dirname, 'worker.cjs'), {
    resourceLimits: limits,
    // Standard output belongs to the protocol.
    stdout: true,
    stderr: true,
  });
  worker.stderr.pipe(process.stderr);
  let ended = false;
  const end = (cause: 'memory' | 'failure', reason: string) => {
    if (!ended) events.ended(cause, reason);
    ended = true;
  };
  worker.on('message', (message: Message | WorkingMessage) => {
    if (ended) return;
    if ('working' in message) events.working(message.working);
    else events.message(message);
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    end(memory ? 'memory' : 'failure', error.stack ?? error.message);
  });
  worker.on('exit', (code) => end('failure', `exit code ${code}`));
  return {
    send: (message) => worker.postMessage(message),
    end: () => {
      ended = true;
      worker.terminate().catch(() => undefined);
    },
  };
}
