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
 * Runs a program to its end and awaits exit status 0. `quiet` keeps its output back unless it fails; `timeoutSeconds`
 * ends it when it takes longer.
 */
export async function run(program, args, { quiet = false, ...options } = {}) {
  const { status, output } = await runToEnd(program, args, { show: !quiet, ...options });
  if (status === 0) return;
  const lines = quiet ? output.trimEnd().split('\n').slice(0, 30) : [];
  throw new StepError(
    [...lines, `${path.basename(program)} ${args.join(' ')}: exit status ${status}`].join('\n'),
  );
}

/**
 * Runs a program to its end, whatever that is: its exit status (1 where a signal ended it) and what it wrote, which
 * `show` shows meanwhile. `inherit` gives it the terminal instead, and keeps no output.
 */
export async function runToEnd(program, args, options = {}) {
  const { cwd = root, env = {}, show = true, inherit = false, timeoutSeconds = 0 } = options;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && program === 'npm',
    timeout: timeoutSeconds * 1000,
  });
  let output = '';
  for (const name of ['stdout', 'stderr']) {
    child[name]?.on('data', (chunk) => {
      output += chunk;
      if (show) process[name].write(chunk);
    });
  }
  const status = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StepError(`${program} can't be started: ${error.message}`)));
    child.once('close', (code) => resolve(code ?? 1));
  });
  return { status, output };
}

/** Runs a script's main function: a StepError or a wrong option prints its message alone; any failure gives exit status 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    const isUsers = error instanceof StepError || String(error?.code).startsWith('ERR_PARSE_ARGS');
    console.error(isUsers ? error.message : error);
    process.exitCode = 1;
  }
}
