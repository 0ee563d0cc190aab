import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import {
  budgetsOf,
  emptyConfiguration,
  readConfiguration,
  unusedNames,
} from '../../server/src/cli/check/budgets.ts';
import { changesBetween } from '../../server/src/cli/check/changes.ts';
import { judgeBudgets, judgeChanges } from '../../server/src/cli/check/judge.ts';
import { commentsAbove } from '../../server/src/cli/check/measure.ts';
import type { MeasuredType, Measurement } from '../../server/src/cli/check/measured.ts';
import { renderReport, renderSummary } from '../../server/src/cli/check/report.ts';
import { createPaint } from '../../server/src/cli/text.ts';
import { parseToml } from '../../server/src/project/manifest/toml.ts';

const target = 'x86_64-unknown-linux-gnu';

const peer: MeasuredType = {
  id: 'ferry::net::Peer',
  kind: 'struct',
  file: 'src/net.rs',
  line: 12,
  warrant: 'exact',
  size: 32,
  align: 8,
  padding: 0,
  isCopy: false,
  needsDrop: true,
  fields: [
    { name: 'id', type: 'u64', size: 8 },
    { name: 'name', type: 'String', size: 24 },
  ],
  comments: [],
};

function measurement(...types: readonly Partial<MeasuredType>[]): Measurement {
  return {
    schema: 'rust-check/1',
    rustc: '1.98.1',
    target,
    types: types.map((type) => ({ ...peer, ...type })),
  };
}

function configuration(toml: string) {
  const table = parseToml('rust-memory-layout.toml', toml);
  assert.ok(!isUnknown(table));
  return readConfiguration(table, 'rust-memory-layout.toml');
}

/** What the budgets of a configuration say of a type, a line each. */
function judged(toml: string, type: Partial<MeasuredType> = {}): readonly string[] {
  const read = configuration(toml);
  if (isUnknown(read)) return [read.reason];
  const findings = judgeBudgets(measurement(type), read);
  return isUnknown(findings) ? [findings.reason] : findings.map(({ message }) => message);
}

const comment = (text: string, line = 11) => ({ comments: [{ text, line }] });

describe('budgets', () => {
  it('are kept, or broken with the excess', () => {
    assert.deepEqual(judged('[type.Peer]\nsize = 32'), []);
    assert.deepEqual(judged('[type.Peer]\nsize = 24'), [
      'is 32 bytes, 8 more than its budget (rust-memory-layout.toml)',
    ]);
  });

  it('find a type by the end of its path', () => {
    for (const name of ['Peer', 'net::Peer', 'ferry::net::Peer'])
      assert.equal(judged(`[type."${name}"]\nsize = 1`).length, 1, name);
    for (const name of ['eer', 'other::Peer'])
      assert.equal(judged(`[type."${name}"]\nsize = 1`).length, 0, name);
  });

  it('count once, the most particular first', () => {
    assert.deepEqual(judged('[all]\nsize = 1\npadding = 0\n[type.Peer]\nsize = 64'), []);
    const target64 = `[type.Peer]\nsize = 64\n[target.${target}.type.Peer]\nsize = 16`;
    assert.deepEqual(judged(target64), ['is 32 bytes, 16 more than its budget (rust-memory-layout.toml)']);
    assert.deepEqual(judged(target64, comment(': size <= 40')), []);
  });

  it('say which key is not known, or has a wrong value', () => {
    assert.deepEqual(judged('[all]\nsiez = 8'), [
      'rust-memory-layout.toml: `all` has no `siez`; there are size, align, padding, largest-variant, copy, needs-drop',
    ]);
    assert.deepEqual(judged('[all]\nsize = "8"'), [
      'rust-memory-layout.toml: `all.size` must be a number of bytes',
    ]);
    assert.deepEqual(judged('[al]\nsize = 8'), [
      'rust-memory-layout.toml: there is no `al`; there are `all`, `futures`, `type` and `target`',
    ]);
  });

  it('name types that are not there', () => {
    const read = configuration('[type.Peer]\nsize = 64\n[type.Gone]\nsize = 8');
    assert.ok(!isUnknown(read));
    assert.deepEqual(unusedNames([peer], target, read), ['Gone']);
  });

  it('stand in comments', () => {
    assert.deepEqual(judged('', comment(': size <= 24, no drop')), [
      'is 32 bytes, 8 more than its budget (src/net.rs:11)',
      'needs drop, against its budget (src/net.rs:11)',
    ]);
    assert.deepEqual(judged('', comment('(thumbv7em-none-eabihf): size <= 8')), []);
    assert.deepEqual(judged('', comment(': size < 33, Copy')), [
      'is not `Copy`, against its budget (src/net.rs:11)',
    ]);
    assert.match(judged('', comment(': size is 8'))[0]!, /^src\/net.rs:11: `size is 8` is no budget/);
  });

  it('of what is not known fail with the reason', () => {
    const { size: _, ...unsized } = peer;
    const read = configuration('[type.Peer]\nsize = 8');
    assert.ok(!isUnknown(read));
    const findings = judgeBudgets(
      { ...measurement(), types: [{ ...unsized, warrant: 'unknown', reason: '`T` is not known' }] },
      read,
    );
    assert.ok(!isUnknown(findings));
    assert.deepEqual(
      findings.map(({ rule, message }) => [rule, message]),
      [['unknown', 'has a budget, but its size is not known: `T` is not known (rust-memory-layout.toml)']],
    );
  });

  it('for all types pass over generic ones, and only mention what is not known', () => {
    const { size: _, ...open } = peer;
    const read = configuration('[all]\nsize = 8');
    assert.ok(!isUnknown(read));
    const levels = (warrant: 'partial' | 'unknown') => {
      const findings = judgeBudgets(
        { ...measurement(), types: [{ ...open, warrant, reason: 'so it is' }] },
        read,
      );
      assert.ok(!isUnknown(findings));
      return findings.map(({ level }) => level);
    };
    assert.deepEqual(levels('partial'), []);
    assert.deepEqual(levels('unknown'), ['notice']);
  });

  it('for futures hold for futures alone', () => {
    assert.deepEqual(judged('[futures]\nsize = 16'), []);
    assert.equal(judged('[futures]\nsize = 16', { kind: 'future', id: 'ferry::serve()' }).length, 1);
  });

  it('are none without a configuration', () => {
    assert.deepEqual(budgetsOf(peer, target, emptyConfiguration), []);
  });
});

describe('comments with budgets', () => {
  it('stand among attributes, or in the first line', () => {
    const text =
      'use a::b;\n// layout: size <= 8\n#[derive(Copy)]\n/// Doc.\nstruct A; // layout(wasm32-wasip1): size <= 4\n';
    assert.deepEqual(commentsAbove(text, 5), [
      { text: ': size <= 8', line: 2 },
      { text: '(wasm32-wasip1): size <= 4', line: 5 },
    ]);
  });

  it('of the item before are not taken', () => {
    assert.deepEqual(commentsAbove('// layout: size <= 8\nstruct A;\nstruct B;\n', 3), []);
    assert.deepEqual(commentsAbove('// layout: size <= 8\n\nstruct B;\n', 3), []);
  });
});

describe('changes against a base', () => {
  const summaries = (before: Measurement, now: Measurement) =>
    changesBetween(before, now).map(({ id, summary, worse }) => `${worse ? '!' : ' '} ${id}: ${summary}`);

  it('name the field that was added', () => {
    const fields = [...peer.fields, { name: 'flag', type: 'bool', size: 1 }];
    assert.deepEqual(summaries(measurement({}), measurement({ size: 40, padding: 7, fields })), [
      '! ferry::net::Peer: 32 → 40 bytes, +7 padding, because `flag: bool` was added',
    ]);
  });

  it('name the field whose type grew', () => {
    const fields = [peer.fields[0]!, { name: 'name', type: 'String', size: 32 }];
    assert.deepEqual(summaries(measurement({}), measurement({ size: 40, fields })), [
      '! ferry::net::Peer: 32 → 40 bytes, because `name: String` went from 24 to 32 bytes',
    ]);
  });

  it('let pass what shrank, is new or is gone', () => {
    assert.deepEqual(summaries(measurement({}), measurement({ size: 24 })), [
      '  ferry::net::Peer: 32 → 24 bytes',
    ]);
    assert.deepEqual(summaries(measurement(), measurement({})), ['  ferry::net::Peer: new, 32 bytes']);
    assert.deepEqual(summaries(measurement({}), measurement()), ['  ferry::net::Peer: gone, was 32 bytes']);
    assert.deepEqual(summaries(measurement({}), measurement({})), []);
  });
});

describe('the report of a check', () => {
  const now = measurement({ size: 40, padding: 7 });
  const changes = changesBetween(measurement({}), now);
  const report = { now, base: 'HEAD (1a2b3c4d5)', changes, findings: judgeChanges(changes) };
  const rendered = (format: Parameters<typeof renderReport>[1]) =>
    renderReport(report, format, createPaint(false));

  it('is text', () => {
    assert.equal(
      rendered('text'),
      [
        'Compared with HEAD (1a2b3c4d5), rustc 1.98.1 for x86_64-unknown-linux-gnu:',
        '  ferry::net::Peer  32 → 40 bytes, +7 padding',
        '',
        '1 type checked, rustc 1.98.1 for x86_64-unknown-linux-gnu: 1 failure',
        '',
      ].join('\n'),
    );
  });

  it('annotates a pull request', () => {
    assert.equal(
      rendered('github'),
      '::error file=src/net.rs,line=12,title=Memory layout%3A grew::ferry::net::Peer got worse: 32 → 40 bytes, +7 padding\n',
    );
  });

  it('is a comment for a pull request', () => {
    assert.match(
      rendered('markdown'),
      /^\| `ferry::net::Peer` \| 32 \| 40 \| 32 → 40 bytes, \+7 padding \|$/m,
    );
  });

  it('is SARIF', () => {
    const log = JSON.parse(rendered('sarif'));
    const [result] = log.runs[0].results;
    assert.equal(result.ruleId, 'grew');
    assert.equal(result.locations[0].physicalLocation.region.startLine, 12);
    assert.ok(log.runs[0].tool.driver.rules.some(({ id }: { id: string }) => id === result.ruleId));
  });

  it('can be a base', () => {
    assert.deepEqual(JSON.parse(rendered('json')).types, now.types);
  });

  it('sums up what is wasted', () => {
    assert.equal(
      renderSummary(now, 10),
      [
        'size  padding  largest variant  type',
        '  40        7                   ferry::net::Peer  src/net.rs:12',
        '',
        '1 type, 40 bytes, 7 of them padding (17.5 %), rustc 1.98.1 for x86_64-unknown-linux-gnu',
        '',
      ].join('\n'),
    );
  });
});
