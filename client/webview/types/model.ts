import type { SizesBefore, TypeRow } from '../../../shared/crateTypes.ts';
import type { TypesPageState } from '../../../shared/webviewMessages.ts';
import { parseFilter, passes } from './filter.ts';

/** What the list shows, from all rows and from what the user picked: no document, no drawing. */

export const sorts = ['name', 'size', 'align', 'padding', 'share', 'excess', 'change'] as const;
export type Sort = (typeof sorts)[number];

/** What the user has picked; kept when the page goes. */
export interface Choices {
  readonly sort: Sort;
  readonly descending: boolean;
  readonly group: boolean;
  readonly filter: string;
  readonly onlyChanged: boolean;
  /** Modules that are folded. */
  readonly closed: ReadonlySet<string>;
}

export const initialChoices: Choices = {
  sort: 'size',
  descending: true,
  group: true,
  filter: '',
  onlyChanged: false,
  closed: new Set(),
};

export function choicesOf(kept: TypesPageState | undefined): Choices {
  const sort = sorts.find((one) => one === kept?.sort) ?? initialChoices.sort;
  return {
    sort,
    descending: kept?.descending ?? initialChoices.descending,
    group: kept?.group ?? initialChoices.group,
    filter: kept?.filter ?? '',
    onlyChanged: kept?.onlyChanged ?? false,
    closed: new Set(kept?.closed),
  };
}

export function stateOf({ closed, ...choices }: Choices): TypesPageState {
  return { ...choices, closed: [...closed] };
}

/** What became of a type since the last commit; absent for one that is as it was. */
export type Change =
  | { readonly kind: 'new' }
  | { readonly kind: 'size'; readonly from: number; readonly by: number };

export type Before = SizesBefore | 'same' | undefined;

export function changeOf({ id, size }: TypeRow, before: Before): Change | undefined {
  if (before === undefined || before === 'same') return undefined;
  const from = before[id];
  if (from === undefined) return { kind: 'new' };
  if (from === null || size === undefined || from === size) return undefined;
  return { kind: 'size', from, by: size - from };
}

/** A line of the list: a module, or a type in it. */
export type Line =
  | {
      readonly kind: 'group';
      readonly module: string;
      /** The module without the crate, where there is only one. */
      readonly title: string;
      readonly count: number;
      readonly padding: number;
      readonly open: boolean;
    }
  | {
      readonly kind: 'type';
      readonly row: TypeRow;
      readonly change?: Change;
      readonly position: number;
      readonly of: number;
    };

/** The lines to show, in order. What isn't known stands last, whatever the list is sorted by, but by name. */
export function linesOf(rows: readonly TypeRow[], before: Before, choices: Choices): readonly Line[] {
  const filter = parseFilter(choices.filter);
  const shown = rows
    .filter((row) => passes(row, filter) && (!choices.onlyChanged || changeOf(row, before) !== undefined))
    .toSorted(order(choices, before));
  if (!choices.group) return typeLines(shown, before);
  const isAlone = isOneCrate(rows);
  const groups = new Map<string, TypeRow[]>();
  for (const row of shown) {
    const group = groups.get(row.module);
    if (group) group.push(row);
    else groups.set(row.module, [row]);
  }
  return [...groups].flatMap(([module, own]): readonly Line[] => {
    const open = !choices.closed.has(module);
    const padding = own.reduce((sum, row) => sum + (row.padding ?? 0), 0);
    const title = shortModule(module, isAlone);
    const head: Line = { kind: 'group', module, title, count: own.length, padding, open };
    return open ? [head, ...typeLines(own, before)] : [head];
  });
}

/** Whether all types are of one crate, whose name then says nothing. */
export function isOneCrate(rows: readonly TypeRow[]): boolean {
  return new Set(rows.map(({ module }) => module.split('::', 1)[0])).size === 1;
}

/** `net::server` for `ferry::net::server`; the crate itself keeps its name. */
export function shortModule(module: string, isAlone: boolean): string {
  return isAlone ? module.replace(/^\w+::/, '') : module;
}

function typeLines(rows: readonly TypeRow[], before: Before): readonly Line[] {
  return rows.map((row, i) => {
    const change = changeOf(row, before);
    return { kind: 'type', row, position: i + 1, of: rows.length, ...(change && { change }) };
  });
}

function order({ sort, descending }: Choices, before: Before): (a: TypeRow, b: TypeRow) => number {
  const sign = descending ? -1 : 1;
  const byName = (a: TypeRow, b: TypeRow) => compare(a.name, b.name) || compare(a.module, b.module);
  if (sort === 'name') return (a, b) => sign * byName(a, b);
  const figure = (row: TypeRow) => figureOf(row, sort, before);
  return (a, b) => {
    const known = Number(b.size !== undefined) - Number(a.size !== undefined);
    return known || sign * (figure(a) - figure(b)) || byName(a, b);
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function figureOf(row: TypeRow, sort: Exclude<Sort, 'name'>, before: Before): number {
  switch (sort) {
    case 'size':
      return row.size ?? row.atLeast ?? 0;
    case 'align':
      return row.align ?? 0;
    case 'padding':
      return row.padding ?? 0;
    case 'share':
      return row.size ? (row.padding ?? 0) / row.size : 0;
    case 'excess':
      return row.largest?.excess ?? 0;
    case 'change': {
      const change = changeOf(row, before);
      return change?.kind === 'size' ? change.by : 0;
    }
  }
}

/** How far a list of types goes on the page. Pixels. */
export interface Window {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
  /** Of all lines together. */
  readonly height: number;
  /** Where each line from `first` on starts. */
  readonly tops: readonly number[];
}

/** The lines that are in view, and a few around them: 10,000 lines cost no more than 50. */
export function windowOf(
  lines: readonly Line[],
  heightOf: (line: Line) => number,
  scrollTop: number,
  viewHeight: number,
): Window {
  const margin = viewHeight;
  const tops: number[] = [];
  let first = -1;
  let end = 0;
  let top = 0;
  for (const [i, line] of lines.entries()) {
    const height = heightOf(line);
    const isNear = top + height > scrollTop - margin && top < scrollTop + viewHeight + margin;
    if (isNear) {
      if (first < 0) first = i;
      tops.push(top);
      end = i + 1;
    }
    top += height;
  }
  return { first: Math.max(0, first), end, height: top, tops };
}
