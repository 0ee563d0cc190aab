import type { Hover, HoverParams } from 'vscode-languageserver';
import { partAt } from '../../engine/fileContext.ts';
import { dropHoverAt } from '../../features/drops/dropHover.ts';
import { hoverAt } from '../../features/hover/hover.ts';
import type { Session } from '../session.ts';
import { layoutLink, shiftedBy, toHover } from '../toProto.ts';

/** `textDocument/hover` */
export function onHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  if (!session.settings.hover.enable) return null;
  const subject = session.parts(textDocument.uri);
  const { document } = subject?.file ?? {};
  const found = subject && document && partAt(subject.parts, document.offsetAt(position));
  if (!found) return null;
  const { part, offset } = found;
  const positions = shiftedBy(document, part.shift);
  const drops = dropHoverAt(part.cx, offset);
  const hover = hoverAt(part.cx, offset, {
    ...(session.options.commandLinks && { diagramLink: (offset: number) => layoutLink(positions, offset) }),
  });
  if (!hover || !drops) return hover || drops ? toHover(positions, (hover ?? drops)!) : null;
  return toHover(positions, { ...hover, markdown: `${hover.markdown}\n\n${drops.markdown}` });
}
