import type { FieldSyntax, Span, StructItem } from '../../syntax/ast.ts';
import { bytes } from '../figures.ts';
import { reorderingSaves } from '../hover/remarks/reprC.ts';
import { declaredFields, tightestOrder } from '../view/reprC.ts';
import type { ActionKind } from './action.ts';

/** Orders the fields of a `repr(C)` struct so that no hole is left between two of them. */
export const reorderFields: ActionKind = (subject) => {
  const { item, view, text } = subject;
  const saved = reorderingSaves(subject);
  if (saved === undefined || item.kind !== 'struct' || item.shape !== 'named') return undefined;
  const pieces = fieldPieces(item, text);
  if (!pieces) return undefined;
  const order = tightestOrder(declaredFields(view)).map((f) => f.index);
  const last = pieces.length - 1;
  const moved = order.map((from) =>
    withComma(text.slice(pieces[from]!.span.start, pieces[from]!.span.end), pieces[from]!),
  );
  const span = { start: pieces[0]!.span.start, end: pieces[last]!.span.end };
  return {
    title: `Reorder fields to save ${bytes(saved)} (changes the \`repr(C)\` ABI)`,
    edits: [{ span, text: moved.join('') }],
  };
};

/** A field with its attributes and comments, up to its comma and the comment behind that. */
interface FieldPiece {
  readonly span: Span;
  /** Where the field itself ends, from the start of the piece. */
  readonly fieldEnd: number;
}

/** Undefined where the text between the fields can't be told apart, or a `cfg` decides which of them there are. */
function fieldPieces(item: StructItem, text: string): readonly FieldPiece[] | undefined {
  if (item.fields.some((f) => f.attrs.some((a) => a.path === 'cfg' || a.path === 'cfg_attr')))
    return undefined;
  let start = text.indexOf('{', item.name.span.end) + 1;
  const first = item.fields[0];
  if (
    !first ||
    start === 0 ||
    !/^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/|#\[[\s\S]*\])*$/.test(text.slice(start, first.span.start))
  )
    return undefined;
  return item.fields.map((field) => {
    const end = pieceEnd(field, text);
    const piece = { span: { start, end }, fieldEnd: field.span.end - start };
    start = end;
    return piece;
  });
}

function pieceEnd(field: FieldSyntax, text: string): number {
  const behind = /^\s*,(?:[ \t]*\/\/[^\n]*)?/.exec(text.slice(field.span.end));
  return field.span.end + (behind?.[0].length ?? 0);
}

/** The last field may stand without a comma. */
function withComma(text: string, { fieldEnd }: FieldPiece): string {
  return text.length > fieldEnd ? text : `${text},`;
}
