import { grouped } from '../figures.ts';
import type { ActionKind } from './action.ts';

/**
 * Pins the size of a type down, so that a change of it fails the build. Sizes depend on the pointer width, so the
 * assertion is made for the one in force alone.
 */
export const assertSize: ActionKind = ({ item, view, engine, text }) => {
  if (view.size === undefined || view.unsized || item.generics.params.some((p) => p.kind !== 'lifetime'))
    return undefined;
  const bits = 8 * engine.layouts.cx.dl.pointer.size;
  const lineStart = text.lastIndexOf('\n', item.span.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const end = item.span.end;
  const lines = [
    '',
    '',
    `${indent}#[cfg(target_pointer_width = "${bits}")]`,
    `${indent}const _: () = assert!(core::mem::size_of::<${item.name.text}>() == ${view.size});`,
  ];
  return {
    title: `Assert that \`${item.name.text}\` has ${grouped(view.size)} bytes on ${bits}-bit targets`,
    edits: [{ span: { start: end, end }, text: lines.join('\n') }],
  };
};
