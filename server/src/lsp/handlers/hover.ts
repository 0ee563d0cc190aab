import type { Hover, HoverParams } from 'vscode-languageserver';
import { dropHoverAt } from '../../features/drops/dropHover.ts';
import { hoverAt } from '../../features/hover/hover.ts';
import type { Session } from '../session.ts';
import { layoutLink, toHover } from '../toProto.ts';

/** `textDocument/hover` */
export function onHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  if (!session.settings.hover.enable) return null;
  const subject = session.subject(textDocument.uri);
  if (!subject) return null;
  const { document } = subject.file;
  const offset = document.offsetAt(position);
  const drops = dropHoverAt(subject.cx, offset);
  const hover = hoverAt(subject.cx, offset, {
    ...(session.options.commandLinks && { diagramLink: (offset: number) => layoutLink(document, offset) }),
  });
  if (!hover || !drops) return hover || drops ? toHover(document, (hover ?? drops)!) : null;
  return toHover(document, { ...hover, markdown: `${hover.markdown}\n\n${drops.markdown}` });
}
