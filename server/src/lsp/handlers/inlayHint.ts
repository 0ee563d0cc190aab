import type { CancellationToken, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { dropHints } from '../../features/hints/dropHints.ts';
import { inlayHints } from '../../features/hints/inlayHints.ts';
import { collect, type Finder } from '../batches.ts';
import { fromRange } from '../fromProto.ts';
import type { Answer } from '../requests.ts';
import type { Session } from '../session.ts';
import { toInlayHint } from '../toProto.ts';

/** `textDocument/inlayHint`: only for the range asked for, and given up when the text moves on. */
export function onInlayHint(
  session: Session,
  { textDocument, range }: InlayHintParams,
  token: CancellationToken,
): Promise<Answer<InlayHint[]>> {
  const settings = session.settingsOf(textDocument.uri).inlayHints;
  const options = { commandLinks: session.options.commandLinks === true, format: session.traits.format };
  // Layouts first: drops take a look into every body.
  const find: Finder<InlayHint> = function* (cx, span, positions) {
    for (const kind of [inlayHints, dropHints]) {
      for (const batch of kind(cx, span, settings))
        yield batch.map((hint) => toInlayHint(positions, hint, options));
    }
  };
  return collect(session, textDocument.uri, ({ file }) => fromRange(file.document, range), token, find);
}
