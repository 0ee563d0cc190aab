import type * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CursorPlace, showLayoutCommand } from '../../../shared/protocol.ts';
import type { Hint } from '../features/hints/hint.ts';
import type { Hover } from '../features/hover/hover.ts';
import type { Span } from '../syntax/ast.ts';

/** UTF-16 offsets as the protocol's lines and characters. */
export function toRange(document: TextDocument, span: Span): lsp.Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** The place of a document that a command opens the diagram for. */
export function toCursorPlace(document: TextDocument, offset: number): CursorPlace {
  return { uri: document.uri, position: document.positionAt(offset) };
}

/** A link in Markdown that runs the command with the place. */
export function layoutLink(document: TextDocument, offset: number): string {
  const args = JSON.stringify([toCursorPlace(document, offset)]);
  // Brackets and quotes are encoded; parentheses would end the link.
  const encoded = encodeURIComponent(args).replaceAll('(', '%28').replaceAll(')', '%29');
  return `command:${showLayoutCommand}?${encoded}`;
}

export function toHover(document: TextDocument, { markdown, span }: Hover): lsp.Hover {
  return { contents: { kind: 'markdown', value: markdown }, range: toRange(document, span) };
}

/** A hint whose label opens the diagram, where the client has the command. */
export function toInlayHint(document: TextDocument, hint: Hint, commandLinks: boolean): lsp.InlayHint {
  const part: lsp.InlayHintLabelPart = {
    value: hint.label,
    tooltip: { kind: 'markdown', value: hint.tooltip },
    ...(commandLinks && {
      command: {
        title: 'Show Memory Layout',
        command: showLayoutCommand,
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
