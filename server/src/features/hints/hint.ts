import type { TypeView } from '../../../../shared/layoutView.ts';
import type { InlayHintSettings } from '../../../../shared/settings.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { EnumItem, StructItem } from '../../syntax/ast.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';

/** One hint in the text: a label at a UTF-16 offset of the file. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
  /** Markdown that says why. */
  readonly tooltip: string;
  /** Which side of the hint is set off from the code. */
  readonly space: 'before' | 'after';
  /** The offset of the type's name: what a click shows the diagram of. */
  readonly subject: number;
  /** What a click shows of it, if not the diagram. */
  readonly shows?: 'drops';
}

/** A definition in the file with its picture; what each kind of hint is made from. */
export interface Hinted {
  readonly def: SourceDef;
  readonly item: StructItem | EnumItem;
  readonly ty: Ty;
  readonly env: ParamEnv;
  readonly view: TypeView;
  readonly engine: Engine;
  /** The text that the spans of `item` are in. */
  readonly text: string;
  readonly settings: InlayHintSettings;
}

/** The settings that switch a kind of hint on. */
export type HintSwitch = {
  [Name in keyof InlayHintSettings]: InlayHintSettings[Name] extends boolean ? Name : never;
}[keyof InlayHintSettings];

/** One kind of hint, asked only where it is switched on. */
export type HintKind = (hinted: Hinted) => readonly Hint[];

/** Behind the comma that follows a field or variant, where there is one on its line. */
export function behind(text: string, end: number): number {
  const comma = /^[ \t]*,/.exec(text.slice(end, end + 16));
  return comma ? end + comma[0].length : end;
}

/** By name, the first of those that are called alike: a generated enum has tens of thousands of variants. */
export function byName<T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, T> {
  return new Map(all.toReversed().map((one) => [nameOf(one), one]));
}
