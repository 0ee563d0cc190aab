import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Session } from './session.ts';

/** A handler's answer: its result, or that the question is out of date. */
export type Answer<R> = R | null | ResponseError<void>;

/**
 * Runs a handler in the one place that catches: a defect costs the request that met it, and stands in the log. `uri` is
 * the document that it is about where the client did not ask.
 */
export async function guarded<R>(
  session: Session,
  name: string,
  token: CancellationToken,
  run: () => Promise<Answer<R>> | Answer<R>,
  uri?: string,
): Promise<Answer<R>> {
  session.questions++;
  const stretch = session.watch.stretch(name, uri);
  await session.settled;
  if (token.isCancellationRequested) return cancelled();
  try {
    return await session.answer(() => stretch.run(run));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    session.connection.console.error(`${name}: ${text}`);
    return null;
  } finally {
    stretch.end();
  }
}

export function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

export function contentModified(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'the text has changed');
}
