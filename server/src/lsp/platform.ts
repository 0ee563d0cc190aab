import type { InitializeOptions } from '../../../shared/protocol.ts';
import type { Platform } from '../engine/analysis.ts';
import type { TreeParser } from '../syntax/treeSitter.ts';

/** What a server process or worker provides beyond the engine's own needs. */
export interface ServerPlatform extends Platform {
  /** The parser that documents which are being typed in are parsed with again. */
  readonly trees: TreeParser;
}

/** Starts what the server needs, once the client has said what it offers. */
export type StartPlatform = (options: InitializeOptions) => Promise<ServerPlatform>;
