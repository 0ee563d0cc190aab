// Runs the parts of a long script one after the other, and says on the way what is being done and for how long.
// Uses nothing but Node itself: this runs before the dependencies are installed.
import { spawn } from 'node:child_process';
import path from 'node:path';

/** The folder of package.json. */
export const root = path.resolve(import.meta.dirname, '../..');

const heartbeatSeconds = 20;

/** A failure that needs no stack trace: its message is all that the user has to read. */
export class StepError extends Error {}

/**
 * Awaits `work()` under a title: prints the title at once, a sign of life every 20 seconds, and the time at the end.
 * A failure is printed and passed on.
 */
export async function step(title, work) {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  console.error(`▸ ${title} …`);
  const heartbeat = setInterval(
    () => console.error(`  … still at it: ${title} (${Math.round(seconds())} s)`),
    heartbeatSeconds * 1000,
  );
  try {
    const result = await work();
    console.error(`✓ ${title} (${seconds()} s)`);
    return result;
  } catch (error) {
    console.error(`✗ ${title} (${seconds()} s)`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * Runs a program to its end. `quiet` keeps its output back unless it fails. Its exit status must be 0, unless
 * `check` is false. Returns the exit status, 1 where a signal ended it.
 */
export async function run(
  program,
  args,
  { cwd = root, env = {}, quiet = false, check = true, timeoutSeconds } = {},
) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
    timeout: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const [status, signal] = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StepError(`${program} can't be started: ${error.message}`)));
    child.once('close', (...end) => resolve(end));
  });
  if (check && status !== 0) {
    const tail = output.trimEnd().split('\n').slice(-30).join('\n');
    const end = signal === null ? `exit status ${status}` : `ended by ${signal}`;
    throw new StepError(
      `${tail}${tail === '' ? '' : '\n'}${path.basename(program)} ${args.join(' ')}: ${end}`,
    );
  }
  return status ?? 1;
}

/** Runs a script's main function: a StepError prints its message alone, and any failure gives exit status 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    process.exitCode = 1;
  }
}
