// The table of a run over rustc's own tests, by directory.

export interface UiCounts {
  files: number;
  types: number;
  typesExact: number;
  typesOpen: number;
  typesWrong: number;
  points: number;
  pointsExact: number;
  pointsOpen: number;
  pointsWrong: number;
  crashes: number;
  hangs: number;
}

export const noCounts = (): UiCounts => ({
  files: 0,
  types: 0,
  typesExact: 0,
  typesOpen: 0,
  typesWrong: 0,
  points: 0,
  pointsExact: 0,
  pointsOpen: 0,
  pointsWrong: 0,
  crashes: 0,
  hangs: 0,
});

export function addCounts(into: UiCounts, more: UiCounts): void {
  for (const key of Object.keys(into) as (keyof UiCounts)[]) into[key] += more[key];
}

/** A Markdown table; `byFolder` has a test's first folder as its key. */
export function uiTable(byFolder: ReadonlyMap<string, UiCounts>): string {
  const all = noCounts();
  for (const counts of byFolder.values()) addCounts(all, counts);
  const rows = [...byFolder].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, counts]) => row(name, counts));
  return [
    '| tests/ui | files | types | exact | open | wrong | points | exact | open | wrong | crashes | hangs |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...rows,
    row('all', all),
  ].join('\n');
}

function row(name: string, c: UiCounts): string {
  const cells = [
    name,
    c.files,
    c.types,
    c.typesExact,
    c.typesOpen,
    c.typesWrong,
    c.points,
    c.pointsExact,
    c.pointsOpen,
    c.pointsWrong,
    c.crashes,
    c.hangs,
  ];
  return `| ${cells.join(' | ')} |`;
}
