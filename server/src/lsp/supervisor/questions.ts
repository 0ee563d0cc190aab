import type { Message, RequestMessage } from 'vscode-jsonrpc';
import type { TextFormat } from '../clientTraits.ts';
import { failure, response, uriOf } from './messages.ts';

/** LSP's error codes. */
export const REQUEST_CANCELLED = -32800;
export const NOT_INITIALIZED = -32002;
/** JSON-RPC's, for what must not be asked at this time. */
export const INVALID_REQUEST = -32600;

/** The client's questions that have no answer yet, in the order in which they were asked. */
export class Questions {
  readonly #open = new Map<number | string, RequestMessage>();

  add(question: RequestMessage): void {
    if (question.id !== null) this.#open.set(question.id, question);
  }

  get(id: number | string | null | undefined): RequestMessage | undefined {
    return id === null || id === undefined ? undefined : this.#open.get(id);
  }

  /** Takes one off the list. Undefined where it was answered or cancelled before. */
  take(id: number | string | null | undefined): RequestMessage | undefined {
    const question = this.get(id);
    if (question) this.#open.delete(question.id as number | string);
    return question;
  }

  get all(): readonly RequestMessage[] {
    return [...this.#open.values()];
  }
}

/** The answer to a question that was not, or could not be, analysed: what a client shows without complaint. */
export function emptyAnswer({ id, method }: RequestMessage, reason: string, format: TextFormat): Message {
  switch (method) {
    case 'textDocument/hover':
      return response(id, {
        contents: {
          kind: format,
          value: format === 'markdown' ? `**Not analysed.** ${reason}` : `Not analysed. ${reason}`,
        },
      });
    case 'textDocument/diagnostic':
      return response(id, { kind: 'full', items: [] });
    default:
      return response(id, null);
  }
}

export function cancelledAnswer({ id }: RequestMessage): Message {
  return failure(id, REQUEST_CANCELLED, 'cancelled');
}

/** The words for a question in the log and in the status item. */
export function nameOf(question: RequestMessage): string {
  const words: Readonly<Record<string, string>> = {
    'textDocument/hover': 'hover',
    'textDocument/inlayHint': 'inlay hints',
    'textDocument/codeAction': 'code actions',
    'textDocument/diagnostic': 'diagnostics',
    'rustMemoryLayout/layout': 'memory layout',
    'rustMemoryLayout/drops': 'drop order',
  };
  const uri = uriOf(question);
  return words[question.method] ?? (uri === undefined ? question.method : 'a question');
}
