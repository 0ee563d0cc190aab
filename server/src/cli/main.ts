import { createNodePlatform } from '../node/nodePlatform.ts';
import { run } from './run.ts';
import { printable } from './text.ts';

// A reader that has seen enough (`layout | head`) closes the pipe, which is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });

const colors = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const status = await run(process.argv.slice(2), createNodePlatform, {
  out: (text) => process.stdout.write(printable(text, colors)),
  err: (text) => process.stderr.write(printable(text)),
  colors,
  columns: process.stdout.columns ?? 100,
  cwd: process.cwd(),
});
process.exitCode = status;
