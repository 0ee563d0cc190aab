import type { ClientCapabilities } from 'vscode-languageserver';
import type { PositionEncoding } from './encodedDocument.ts';

/** What of a client's capabilities changes what it is answered. */
export interface ClientTraits {
  /** What the `character` of every position counts. */
  readonly encoding: PositionEncoding;
  /** How texts for people are written. */
  readonly format: TextFormat;
  /** It asks for diagnostics (`textDocument/diagnostic`); else they are pushed. */
  readonly pullsDiagnostics: boolean;
}

export type TextFormat = 'markdown' | 'plaintext';

/**
 * Of the encodings that a client offers the first that isn't UTF-16, as rust-analyzer chooses: editors that count
 * otherwise than they must are spared the conversion, and two servers on one document count alike. Of the formats of
 * hovers the first, because they stand in the order in which the client prefers them.
 */
export function clientTraits(capabilities: ClientCapabilities | null | undefined): ClientTraits {
  const { general, textDocument } = capabilities ?? {};
  const offered: readonly string[] = listOf(general?.positionEncodings);
  const formats = listOf(textDocument?.hover?.contentFormat).filter(isTextFormat);
  return {
    encoding: offered.find((encoding) => encoding === 'utf-8' || encoding === 'utf-32') ?? 'utf-16',
    format: formats[0] ?? 'markdown',
    pullsDiagnostics: typeof textDocument?.diagnostic === 'object' && textDocument.diagnostic !== null,
  };
}

function listOf<T>(given: readonly T[] | undefined): readonly T[] {
  return Array.isArray(given) ? given : [];
}

function isTextFormat(format: string): format is TextFormat {
  return format === 'markdown' || format === 'plaintext';
}
