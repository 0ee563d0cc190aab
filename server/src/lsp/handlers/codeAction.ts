import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { type FilePart, rangeInPart } from '../../engine/fileContext.ts';
import { codeActions } from '../../features/actions/codeActions.ts';
import { fromRange } from '../fromProto.ts';
import type { Session } from '../session.ts';
import { shiftedBy, toCodeAction } from '../toProto.ts';

/** `textDocument/codeAction` */
export function onCodeAction(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
): CodeAction[] | null {
  const wanted = context.only?.some((kind) => CodeActionKind.RefactorRewrite.startsWith(kind)) ?? true;
  const subject = wanted ? session.parts(textDocument.uri) : undefined;
  if (!subject) return null;
  const { document } = subject.file;
  const selected = fromRange(document, range);
  const actionsIn = (part: FilePart): readonly CodeAction[] => {
    const inPart = rangeInPart(part, selected);
    const positions = shiftedBy(document, part.shift);
    return inPart ? codeActions(part.cx, inPart).map((action) => toCodeAction(positions, action)) : [];
  };
  // They are for one definition: the first that the selection touches.
  for (const part of subject.parts) {
    const actions = actionsIn(part);
    if (actions.length > 0) return [...actions];
  }
  return [];
}
