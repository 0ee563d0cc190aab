import type { TargetOptions } from './selectCrates.ts';

/** Where a command writes, and what it may assume of the screen. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly colors: boolean;
  readonly columns: number;
  readonly cwd: string;
}

/** Options that all commands share, as cargo has them. */
export interface ProjectOptions extends TargetOptions {
  readonly target?: string;
  readonly rustc?: string;
  readonly nearest: boolean;
  readonly facts: 'shipped' | 'source' | 'auto';
  readonly sysroot?: string;
  readonly edition?: '2015' | '2018' | '2021' | '2024';
  readonly panic?: 'unwind' | 'abort';
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  readonly defaultFeatures: boolean;
  readonly package?: readonly string[];
  readonly workspace?: boolean;
  readonly profile?: string;
  readonly cfg?: readonly string[];
  readonly testCfg?: boolean;
}
