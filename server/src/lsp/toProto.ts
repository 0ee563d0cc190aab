import * as lsp from 'vscode-languageserver';
import { type CursorPlace, showDropsCommand, showLayoutCommand } from '../../../shared/protocol.ts';
import type { DiagnosticSettings } from '../../../shared/settings.ts';
import type { Action } from '../features/actions/action.ts';
import type { Finding } from '../features/diagnostics/diagnostic.ts';
import type { Hint } from '../features/hints/hint.ts';
import type { Hover } from '../features/hover/hover.ts';
import type { Span } from '../syntax/ast.ts';
import type { TextFormat } from './clientTraits.ts';
import type { PositionMap } from './encodedDocument.ts';
import { plainText } from './plainText.ts';

/** Turns UTF-16 offsets of a text into the client's positions in the document that it is, or is a part of. */
export type Positions = Pick<PositionMap, 'uri' | 'positionAt'>;

/** The positions of a part of a document whose own offsets are short by `shift`. */
export function shiftedBy(document: PositionMap, shift: number): Positions {
  return { uri: document.uri, positionAt: (offset) => document.positionAt(offset + shift) };
}

/** UTF-16 offsets as the protocol's lines and characters. */
export function toRange(document: Positions, span: Span): lsp.Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** The place of a document that a command opens the diagram for. */
export function toCursorPlace(document: Positions, offset: number): CursorPlace {
  return { uri: document.uri, position: document.positionAt(offset) };
}

/** A link in Markdown that runs the command with the place. */
export function layoutLink(document: Positions, offset: number): string {
  const args = JSON.stringify([toCursorPlace(document, offset)]);
  // Brackets and quotes are encoded; parentheses would end the link.
  const encoded = encodeURIComponent(args).replaceAll('(', '%28').replaceAll(')', '%29');
  return `command:${showLayoutCommand}?${encoded}`;
}

/** Text for people in the client's format. */
export function toMarkup(markdown: string, format: TextFormat): lsp.MarkupContent {
  return { kind: format, value: format === 'markdown' ? markdown : plainText(markdown) };
}

export function toHover(document: Positions, { markdown, span }: Hover, format: TextFormat): lsp.Hover {
  return { contents: toMarkup(markdown, format), range: toRange(document, span) };
}

export interface HintOptions {
  /** Whether the client has the commands that hints link to. */
  readonly commandLinks: boolean;
  readonly format: TextFormat;
}

/** A hint whose label opens the diagram, where the client has the command. */
export function toInlayHint(
  document: Positions,
  hint: Hint,
  { commandLinks, format }: HintOptions,
): lsp.InlayHint {
  const part: lsp.InlayHintLabelPart = {
    value: hint.label,
    tooltip: toMarkup(hint.tooltip, format),
    ...(commandLinks && {
      command: {
        title: hint.shows === 'drops' ? 'Show Drop Order' : 'Show Memory Layout',
        command: hint.shows === 'drops' ? showDropsCommand : showLayoutCommand,
        arguments: [toCursorPlace(document, hint.subject)],
      },
    }),
  };
  return {
    position: document.positionAt(hint.offset),
    label: [part],
    ...(hint.space === 'before' ? { paddingLeft: true } : { paddingRight: true }),
  };
}

export function toCodeAction(document: Positions, { title, edits }: Action): lsp.CodeAction {
  const changes = edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text }));
  return { title, kind: lsp.CodeActionKind.RefactorRewrite, edit: { changes: { [document.uri]: changes } } };
}

const severities = {
  hint: lsp.DiagnosticSeverity.Hint,
  information: lsp.DiagnosticSeverity.Information,
  warning: lsp.DiagnosticSeverity.Warning,
} as const;

export function toDiagnostic(
  document: Positions,
  { span, message, code }: Finding,
  level: Exclude<DiagnosticSettings['level'], 'off'>,
): lsp.Diagnostic {
  return {
    range: toRange(document, span),
    message,
    code,
    severity: severities[level],
    source: 'rust-memory-layout',
  };
}
