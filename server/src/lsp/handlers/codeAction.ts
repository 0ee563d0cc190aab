import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { codeActions } from '../../features/actions/codeActions.ts';
import { fromRange } from '../fromProto.ts';
import type { Session } from '../session.ts';
import { toCodeAction } from '../toProto.ts';

/** `textDocument/codeAction` */
export function onCodeAction(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
): CodeAction[] | null {
  const wanted = context.only?.some((kind) => CodeActionKind.RefactorRewrite.startsWith(kind)) ?? true;
  const subject = wanted ? session.subject(textDocument.uri) : undefined;
  if (!subject) return null;
  const { document } = subject.file;
  return codeActions(subject.cx, fromRange(document, range)).map((action) => toCodeAction(document, action));
}
