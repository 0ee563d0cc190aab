import type { CrateTypesDone, CrateTypesProgress, TypeRow } from '../../../shared/crateTypes.ts';
import type { Before, Choices, Line } from './model.ts';

/** All that the page of the view is drawn from. */
export interface TypesState {
  readonly phase: 'starting' | 'listing' | 'complete' | 'cancelled' | 'noProject';
  readonly rows: readonly TypeRow[];
  readonly progress?: CrateTypesProgress;
  readonly done?: CrateTypesDone;
  readonly before?: Before;
  readonly choices: Choices;
  /** The line that the keyboard is on, as `lineKey` names it. */
  readonly current?: string;
  readonly scrollTop: number;
  /** Pixels. */
  readonly viewHeight: number;
  readonly width: number;
}

/** The heights of lines, in pixels, so that none has to be measured; see types.css. */
export function heightsOf(isTable: boolean): (line: Line) => number {
  return (line) => (line.kind === 'group' ? 24 : isTable ? 26 : 40);
}
