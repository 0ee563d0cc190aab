import type { Message, NotificationMessage, RequestMessage, ResponseMessage } from 'vscode-jsonrpc';
import type { ClientCapabilities } from 'vscode-languageserver';
import { sectionsOf } from '../settings.ts';
import { overlaid } from '../settingsTree.ts';
import type { Working } from '../watch.ts';

/** What the thread with the engine posts beside JSON-RPC: what it begins to work at, or null when it is free. */
export interface WorkingMessage {
  readonly working: Working | null;
}

/** Notification to the engine: documents whose analysis it must not begin of its own accord. */
export const setAsideNotification = 'rustMemoryLayout/setAside';

export interface SetAsideParams {
  readonly uris: readonly string[];
}

export function isRequest(message: Message): message is RequestMessage {
  return 'method' in message && 'id' in message;
}

export function isNotification(message: Message): message is NotificationMessage {
  return 'method' in message && !('id' in message);
}

export function isResponse(message: Message): message is ResponseMessage {
  return 'id' in message && !('method' in message);
}

/** The document that a message is about: `textDocument.uri`, or `uri` as in this server's own requests. */
export function uriOf({ params }: RequestMessage | NotificationMessage): string | undefined {
  const given = params as { textDocument?: { uri?: unknown }; uri?: unknown } | undefined;
  const uri = given?.textDocument?.uri ?? given?.uri;
  return typeof uri === 'string' ? uri : undefined;
}

/** What a client says in `initialize` that it can do. */
export function capabilitiesOf({ params }: RequestMessage): ClientCapabilities | undefined {
  return (params as { capabilities?: ClientCapabilities } | undefined)?.capabilities;
}

export function response(id: ResponseMessage['id'], result: unknown): ResponseMessage {
  return { jsonrpc: '2.0', id, result } as ResponseMessage;
}

export function failure(id: ResponseMessage['id'], code: number, message: string): ResponseMessage {
  return { jsonrpc: '2.0', id, error: { code, message } } as ResponseMessage;
}

export function notification(method: string, params: object): NotificationMessage {
  return { jsonrpc: '2.0', method, params } as NotificationMessage;
}

/** One `workspace/didChangeConfiguration` that says what two said, for an engine that heard neither. */
export function merged(
  before: NotificationMessage | undefined,
  now: NotificationMessage,
): NotificationMessage {
  const pushed = (message: NotificationMessage | undefined) =>
    sectionsOf((message?.params as { settings?: unknown } | undefined)?.settings);
  return notification(now.method, { settings: overlaid(pushed(before), pushed(now)) });
}
