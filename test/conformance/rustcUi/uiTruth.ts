// What rustc says of one of its own tests, remembered in `.cache` by the test's text and the release.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { dropsOracle } from '../drops/dropsOracle.ts';
import type { OracleDrops } from '../drops/rustDrops.ts';
import { layoutOracle } from '../oracle/layoutOracle.ts';
import { OracleFailure, requireRustc } from '../oracle/process.ts';
import type { OracleLayout } from '../oracle/rustLayout.ts';
import type { UiFile } from './uiFiles.ts';

const CACHE = path.join(import.meta.dirname, '../../../.cache/rustc-ui/truth');

export type UiAnswer<T> = T | { readonly failed: string };

export interface UiTruth {
  drops(): UiAnswer<OracleDrops>;
  layouts(): UiAnswer<OracleLayout>;
}

export const isFailed = <T extends object>(answer: UiAnswer<T>): answer is { readonly failed: string } =>
  'failed' in answer;

/** Asks rustc, unless it was asked before. `oracleKey` changes whenever the oracles do. */
export function uiTruth(file: UiFile, oracleKey: string): UiTruth {
  const options = { input: file.path, edition: file.edition, cfg: file.cfg };
  const key = JSON.stringify([requireRustc().release, file.edition, file.cfg, oracleKey]);
  const text = fs.readFileSync(file.path);
  return {
    drops: () => remembered('drops', key, text, () => dropsOracle(options)),
    layouts: () => remembered('layouts', key, text, () => layoutOracle(options)),
  };
}

function remembered<T>(kind: string, key: string, text: Buffer, ask: () => T): UiAnswer<T> {
  const name = createHash('sha256').update(key).update(text).digest('hex').slice(0, 32);
  const at = path.join(CACHE, kind, name.slice(0, 2), `${name}.json`);
  if (fs.existsSync(at)) return JSON.parse(fs.readFileSync(at, 'utf8')) as UiAnswer<T>;
  let answer: UiAnswer<T>;
  try {
    answer = ask();
  } catch (error) {
    // Whatever an oracle stumbles over costs its own file alone.
    const message = error instanceof OracleFailure ? error.message : `the oracle: ${String(error)}`;
    answer = {
      failed: message.split('\n').find((line) => /error|oracle/.test(line)) ?? message.slice(0, 200),
    };
  }
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, JSON.stringify(answer));
  return answer;
}
