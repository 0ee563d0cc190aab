import type { LayoutView } from '../../../../shared/layoutView.ts';
import type { LayoutParams } from '../../../../shared/protocol.ts';
import { layoutAt } from '../../features/layoutAt.ts';
import { groundView } from '../groundView.ts';
import type { Session } from '../session.ts';

/** `rustMemoryLayout/layout`: the data of the panel. */
export function onLayout(session: Session, params: LayoutParams): LayoutView | null {
  const subject = session.subject(params.uri, params.target);
  if (!subject) return null;
  const offset = subject.file.document.offsetAt(params.position);
  const { analysis, cx } = subject;
  const target = analysis.project.graph.crate(cx.crate).target.triple;
  const view = layoutAt(cx, offset, { release: analysis.release, target }, params.typeArguments);
  return view ? { ...view, ...groundView(subject) } : null;
}
