import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticParams,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  ResponseError,
} from 'vscode-languageserver';
import { diagnostics } from '../../features/diagnostics/diagnostics.ts';
import { collect, type Finder } from '../batches.ts';
import type { Answer } from '../requests.ts';
import type { Session } from '../session.ts';
import { toDiagnostic } from '../toProto.ts';

/** `textDocument/diagnostic` */
export async function onDiagnostic(
  session: Session,
  { textDocument }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<Answer<FullDocumentDiagnosticReport>> {
  const settings = session.settingsOf(textDocument.uri).diagnostics;
  const { level } = settings;
  if (level === 'off') return report([]);
  const find: Finder<Diagnostic> = function* (cx, span, positions) {
    for (const finding of diagnostics(cx, span, settings)) yield [toDiagnostic(positions, finding, level)];
  };
  const everywhere = { start: 0, end: Number.POSITIVE_INFINITY };
  const found = await collect(session, textDocument.uri, () => everywhere, token, find);
  return found instanceof ResponseError ? found : report(found ?? []);
}

function report(items: Diagnostic[]): FullDocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items };
}
