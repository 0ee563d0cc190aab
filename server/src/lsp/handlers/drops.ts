import type { DropView } from '../../../../shared/dropView.ts';
import type { CursorPlace } from '../../../../shared/protocol.ts';
import { dropsAt } from '../../features/drops/dropsAt.ts';
import type { Session } from '../session.ts';

/** `rustMemoryLayout/drops`: the data of the panel with the drop order. */
export function onDrops(session: Session, params: CursorPlace): DropView | null {
  const subject = session.subject(params.uri);
  if (!subject) return null;
  const offset = subject.file.document.offsetAt(params.position);
  return dropsAt(subject.cx, offset) ?? null;
}
