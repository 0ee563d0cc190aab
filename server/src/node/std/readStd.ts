import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { isUnknown } from '../../base/unknown.ts';
import { type DistillProgress, distill } from '../../distill/distill.ts';
import type { SourceStd } from '../../engine/sourceStd.ts';
import { openSysroot, type SysrootOptions } from '../../engine/sysroot.ts';
import { createStdPlatform } from '../nodePlatform.ts';

/** What the thread that reads a standard library says. */
export type ReaderMessage =
  | { readonly kind: 'progress'; readonly progress: DistillProgress }
  | { readonly kind: 'done'; readonly std: SourceStd; readonly cpuSeconds: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Entry of a worker: reads the library that its `workerData` names, and ends. */
async function read(options: SysrootOptions, say: (message: ReaderMessage) => void): Promise<void> {
  const before = process.cpuUsage();
  const sysroot = openSysroot(await createStdPlatform(), options);
  if (isUnknown(sysroot)) return say({ kind: 'failed', reason: sysroot.reason });
  const { release, target } = options;
  const onProgress = (progress: DistillProgress): void => say({ kind: 'progress', progress });
  const found = distill(sysroot, { release, target, onProgress });
  if (isUnknown(found)) return say({ kind: 'failed', reason: found.reason });
  const { user, system } = process.cpuUsage(before);
  const { facts, macros } = found;
  say({ kind: 'done', std: { release, facts, macros }, cpuSeconds: (user + system) / 1e6 });
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  await read(workerData as SysrootOptions, (message) => port.postMessage(message));
}
