import type { DropView } from '../../../../shared/dropView.ts';
import type { CursorPlace, InFunction } from '../../../../shared/protocol.ts';
import { functionAt } from '../../engine/drops.ts';
import { partAt } from '../../engine/fileContext.ts';
import { dropsAt } from '../../features/drops/dropsAt.ts';
import { groundView } from '../groundView.ts';
import type { Session } from '../session.ts';

/** `rustMemoryLayout/drops`: the data of the panel with the drop order. */
export function onDrops(session: Session, params: CursorPlace): DropView | null {
  const subject = session.subject(params.uri);
  if (!subject) return null;
  const offset = subject.file.document.offsetAt(params.position);
  const view = dropsAt(subject.cx, offset);
  return view ? { ...view, ...groundView(subject) } : null;
}

/** `rustMemoryLayout/inFunction`: asked whenever the cursor moves, so a function that is being typed in stays apart. */
export function onInFunction(session: Session, params: CursorPlace): InFunction {
  const subject = session.parts(params.uri);
  const found = subject && partAt(subject.parts, subject.file.document.offsetAt(params.position));
  if (!found) return { inFunction: false };
  const { cx } = found.part;
  return { inFunction: cx.within !== undefined || functionAt(cx, found.offset) !== undefined };
}
