import type { CancellationToken, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { dropHints } from '../../features/drops/dropHints.ts';
import type { Hint } from '../../features/hints/hint.ts';
import { inlayHints } from '../../features/hints/inlayHints.ts';
import type { Span } from '../../syntax/ast.ts';
import { fromRange } from '../fromProto.ts';
import { type Answer, cancelled, contentModified } from '../requests.ts';
import type { Session, Subject } from '../session.ts';
import { toInlayHint } from '../toProto.ts';

/** Longer than this nobody else is kept waiting, in milliseconds. */
const SLICE = 8;

/** Layouts first: drops take a look into every body. */
function* batches({ cx }: Subject, range: Span, { settings }: Session): Generator<readonly Hint[]> {
  yield* inlayHints(cx, range, settings.inlayHints);
  yield* dropHints(cx, range, settings.inlayHints);
}

/** `textDocument/inlayHint`: only for the range asked for, and given up when the text moves on. */
export async function onInlayHint(
  session: Session,
  { textDocument, range }: InlayHintParams,
  token: CancellationToken,
): Promise<Answer<InlayHint[]>> {
  const subject = session.subject(textDocument.uri);
  if (!subject) return null;
  const { document } = subject.file;
  const { version } = document;
  const commandLinks = session.options.commandLinks === true;
  const hints: InlayHint[] = [];
  let since = Date.now();
  for (const batch of batches(subject, fromRange(document, range), session)) {
    for (const hint of batch) hints.push(toInlayHint(document, hint, commandLinks));
    if (Date.now() - since < SLICE) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    if (token.isCancellationRequested) return cancelled();
    if (document.version !== version) return contentModified();
    since = Date.now();
  }
  return hints;
}
