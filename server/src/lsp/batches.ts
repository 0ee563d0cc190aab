import type { CancellationToken } from 'vscode-languageserver';
import { type FileContext, rangeInPart } from '../engine/fileContext.ts';
import type { Span } from '../syntax/ast.ts';
import { type Answer, cancelled, contentModified } from './requests.ts';
import type { Parts, Session } from './session.ts';
import { type Positions, shiftedBy } from './toProto.ts';

/** Longer than this nobody else is kept waiting, in milliseconds. */
const SLICE = 8;

/** What features find in a range of a context, with the positions of what they speak of. */
export type Finder<T> = (cx: FileContext, range: Span, positions: Positions) => Iterable<readonly T[]>;

/**
 * All that is found in a range of a document (all of it, if left out), part by part. Others are let work between two
 * batches; then it is given up when the text moved on, and begun again when the project did.
 */
export async function collect<T>(
  session: Session,
  uri: string,
  range: (subject: Parts) => Span,
  token: CancellationToken,
  find: Finder<T>,
): Promise<Answer<T[]>> {
  const subject = session.parts(uri);
  if (!subject) return null;
  const { document } = subject.file;
  const { version } = document;
  const { generation } = subject.analysis;
  const found: T[] = [];
  const stretch = session.watch.current;
  let since = Date.now();
  for (const batch of batches(subject, range(subject), find)) {
    found.push(...batch);
    if (Date.now() - since < SLICE) continue;
    stretch?.end();
    await new Promise<void>((resolve) => setTimeout(resolve));
    stretch?.begin();
    if (token.isCancellationRequested) return cancelled();
    if (document.version !== version) return contentModified();
    if (subject.analysis.generation !== generation) return collect(session, uri, range, token, find);
    since = Date.now();
  }
  return found;
}

function* batches<T>({ file, parts }: Parts, range: Span, find: Finder<T>): Generator<readonly T[]> {
  for (const part of parts) {
    const inPart = rangeInPart(part, range);
    if (inPart) yield* find(part.cx, inPart, shiftedBy(file.document, part.shift));
  }
}
