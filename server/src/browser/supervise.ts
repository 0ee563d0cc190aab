import type { Message, MessageReader, MessageWriter } from 'vscode-jsonrpc';
import type { Clock, EngineEvents, EngineThread } from '../lsp/supervisor/engineThread.ts';
import type { WorkingMessage } from '../lsp/supervisor/messages.ts';
import { Supervisor } from '../lsp/supervisor/supervisor.ts';

/** Serves the client of this worker with an engine in a worker of its own, which runs the same script under that name. */
export function superviseInBrowser(
  self: DedicatedWorkerGlobalScope,
  reader: MessageReader,
  writer: MessageWriter,
  engineName: string,
): void {
  const client = {
    send: (message: Message) => {
      writer.write(message).catch(() => undefined);
    },
    exit: () => self.close(),
  };
  const startEngine = (events: EngineEvents): EngineThread => {
    const worker = new Worker(self.location.href, { name: engineName });
    worker.onmessage = ({ data }: MessageEvent<Message | WorkingMessage>) => {
      if ('working' in data) events.working(data.working);
      else events.message(data);
    };
    worker.onerror = (event) => {
      worker.terminate();
      events.ended('failure', event.message);
    };
    return { send: (message) => worker.postMessage(message), end: () => worker.terminate() };
  };
  const supervisor = new Supervisor(client, startEngine, clock);
  reader.listen((message) => supervisor.fromClient(message));
}

/** A worker can't tell how much of the processor it had. */
const clock: Clock = {
  now: () => performance.now(),
  used: () => performance.now(),
  repeat: (milliseconds, check) => {
    const timer = setInterval(check, milliseconds);
    return () => clearInterval(timer);
  },
};
