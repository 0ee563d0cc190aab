import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { diagnostics } from '../../features/diagnostics/diagnostics.ts';
import { type Answer, cancelled, contentModified } from '../requests.ts';
import type { Session } from '../session.ts';
import { toDiagnostic } from '../toProto.ts';

/** Longer than this nobody else is kept waiting, in milliseconds. */
const SLICE = 8;

/** `textDocument/diagnostic` */
export async function onDiagnostic(
  session: Session,
  { textDocument }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<Answer<FullDocumentDiagnosticReport>> {
  const settings = session.settings.diagnostics;
  const { level } = settings;
  const subject = level === 'off' ? undefined : session.subject(textDocument.uri);
  const report: FullDocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  if (!subject || level === 'off') return report;
  const { document } = subject.file;
  const { version } = document;
  let since = Date.now();
  for (const finding of diagnostics(subject.cx, settings)) {
    report.items.push(toDiagnostic(document, finding, level));
    if (Date.now() - since < SLICE) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    if (token.isCancellationRequested) return cancelled();
    if (document.version !== version) return contentModified();
    since = Date.now();
  }
  return report;
}
