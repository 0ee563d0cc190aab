import type { Hover, HoverParams } from 'vscode-languageserver';
import { hoverAt } from '../../features/hover/hover.ts';
import type { Session } from '../session.ts';
import { layoutLink, toHover } from '../toProto.ts';

/** `textDocument/hover` */
export function onHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  if (!session.settings.hover.enable) return null;
  const subject = session.subject(textDocument.uri);
  if (!subject) return null;
  const { document } = subject.file;
  const hover = hoverAt(subject.cx, document.offsetAt(position), {
    ...(session.options.commandLinks && { diagramLink: (offset: number) => layoutLink(document, offset) }),
  });
  return hover ? toHover(document, hover) : null;
}
