import type { BodyQueries } from '../bodies/bodyQueries.ts';
import type { Layouts } from '../layout/layouts.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { ReleaseChoice } from './chooseRelease.ts';

/** The layers that answer questions about types. */
export interface Engine {
  readonly resolver: ResolutionQueries;
  readonly types: TypeQueries;
  readonly layouts: Layouts;
  readonly bodies: BodyQueries;
  /** The release that all answers are for. */
  readonly release: ReleaseChoice;
  /** Whether figures of the nearest described release are shown where the user's own release isn't described. */
  readonly showNearest: boolean;
}
