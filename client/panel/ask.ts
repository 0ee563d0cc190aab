import { Uri, workspace } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import type { Server } from '../server.ts';

/**
 * The server's answer about a place, or, as a text, the reason why there is none. `nothing` is what null means. The
 * document is opened first, without showing it: the server knows no other, and a panel of the last session may be about
 * one that no editor shows.
 */
export async function ask<Answer extends object>(
  server: Server,
  method: string,
  params: CursorPlace,
  nothing: string,
): Promise<Answer | string> {
  try {
    await workspace.openTextDocument(Uri.parse(params.uri));
    return (await server.request<Answer>(method, params)) ?? nothing;
  } catch (error) {
    return `The server could not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
