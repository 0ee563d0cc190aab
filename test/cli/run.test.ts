import assert from 'node:assert/strict';
import { run } from '../../server/src/cli/run.ts';

describe('command line', () => {
  it('tells a defect of its own in one line', async () => {
    let said = '';
    const terminal = {
      out: () => {},
      err: (text: string) => (said += text),
      colors: false,
      columns: 80,
      cwd: '/',
    };
    const status = await run(['layout', '.'], () => Promise.reject(new RangeError('too deep')), terminal);
    assert.deepEqual([status, said], [2, 'error: a defect of rust-memory-layout: too deep\n']);
  });
});
