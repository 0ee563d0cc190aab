import type { CancellationToken, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { inlayHints } from '../../features/hints/inlayHints.ts';
import { fromRange } from '../fromProto.ts';
import { type Answer, cancelled, contentModified } from '../requests.ts';
import type { Session } from '../session.ts';
import { toInlayHint } from '../toProto.ts';

/** Longer than this nobody else is kept waiting, in milliseconds. */
const SLICE = 8;

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
  for (const batch of inlayHints(subject.cx, fromRange(document, range), session.settings.inlayHints)) {
    for (const hint of batch) hints.push(toInlayHint(document, hint, commandLinks));
    if (Date.now() - since < SLICE) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    if (token.isCancellationRequested) return cancelled();
    if (document.version !== version) return contentModified();
    since = Date.now();
  }
  return hints;
}
