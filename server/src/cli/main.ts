import { createNodePlatform } from '../node/nodePlatform.ts';
import { run } from './run.ts';

const status = await run(process.argv.slice(2), createNodePlatform, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colors: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  columns: process.stdout.columns ?? 100,
  cwd: process.cwd(),
});
process.exitCode = status;
