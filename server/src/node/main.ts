import { superviseInNode } from './supervise.ts';

/** Entry of the language server in Node, over the channel that its command line names (`--stdio`, `--node-ipc` …). */
superviseInNode(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
