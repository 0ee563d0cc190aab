import assert from 'node:assert/strict';
import type { Facts } from '../../server/src/facts/format.ts';
import type { TargetDescription } from '../../server/src/facts/targetRule.ts';
import { printFields } from './printFacts.ts';
import { describe64, factsFor, idOf } from './realFacts.ts';

const agreement = (facts: Facts, path: string) => facts.agreement(idOf(facts, path)).kind;

function fieldsOn(target: TargetDescription, path: string): string[] {
  const facts = factsFor('1.96', target);
  const id = idOf(facts, path);
  assert.equal(facts.agreement(id).kind, 'exact');
  return printFields(facts, facts.record(id));
}

const windows = describe64('x86_64-pc-windows-msvc', 'windows', 'x86_64', 'msvc');
const musl = describe64('x86_64-unknown-linux-musl', 'linux', 'x86_64', 'musl');
const intelMac = describe64('x86_64-apple-darwin', 'macos', 'x86_64', '');
const freebsd = describe64('x86_64-unknown-freebsd', 'freebsd', 'x86_64', '');
const thumb: TargetDescription = { ...describe64('thumbv6m-none-eabi', 'none', 'arm', ''), pointerWidth: 32 };

describe('facts for targets', () => {
  it('are those of the target', () => {
    assert.deepEqual(fieldsOn(windows, 'std::ffi::OsString'), ['inner: Buf']);
    const facts = factsFor('1.96', windows);
    assert.throws(() => idOf(facts, 'std::os::unix'));
    assert.equal(facts.path(idOf(facts, 'std::os::windows::io::OwnedHandle')).split('::')[0], 'std');
  });

  it('hold for a target that has none where all of its pointer width agree', () => {
    for (const target of [musl, intelMac, freebsd]) {
      assert.equal(agreement(factsFor('1.96', target), 'std::vec::Vec'), 'exact', target.triple);
    }
    const bare = factsFor('1.96', thumb);
    assert.equal(agreement(bare, 'alloc::vec::Vec'), 'exact');
  });

  it('hold where they depend on the system alone, and the system is described', () => {
    assert.deepEqual(fieldsOn(intelMac, 'std::time::Instant'), ['0: Instant']);
    assert.equal(agreement(factsFor('1.96', intelMac), 'std::sync::Mutex'), 'exact');
    assert.equal(agreement(factsFor('1.96', freebsd), 'std::sync::Mutex'), 'unknown');
  });

  it('say why they are unknown', () => {
    const facts = factsFor('1.96', freebsd);
    const found = facts.agreement(idOf(facts, 'std::sync::Mutex'));
    assert(found.kind === 'unknown');
    assert.equal(
      found.reason,
      'the standard library of x86_64-unknown-freebsd is not described: it differs between the targets that are described',
    );
  });
});

describe('facts for releases', () => {
  it('are exact for the releases that are described or measured to be the same', () => {
    for (const release of ['1.85.0', '1.95.0', '1.96.0']) {
      assert.equal(agreement(factsFor(release), 'std::vec::Vec'), 'exact', release);
    }
  });

  it('have the older form of a record where a release was measured to have it', () => {
    const fields = (release: string) => {
      const facts = factsFor(release);
      const reader = facts.record(idOf(facts, 'std::io::BufReader'));
      assert(reader.kind === 'struct');
      const buffer = reader.variants[0]?.fields[0]?.ty;
      assert(buffer?.kind === 'adt');
      assert.equal(facts.agreement(buffer.id).kind, 'exact');
      return printFields(facts, facts.record(buffer.id)).at(-1);
    };
    assert.deepEqual([fields('1.95'), fields('1.96')], ['initialized: usize', 'initialized: bool']);
  });

  it('rest on the releases around where the target was not measured and has a form of its own', () => {
    assert.equal(agreement(factsFor('1.95', windows), 'std::vec::Vec'), 'exact');
    const inner = (path: string) => {
      const facts = factsFor('1.95', windows);
      const record = facts.record(idOf(facts, path));
      assert(record.kind === 'struct');
      const ty = record.variants[0]?.fields[0]?.ty;
      assert(ty?.kind === 'adt');
      return [facts.path(ty.id), facts.agreement(ty.id).kind];
    };
    // Its layout is the same on both sides, though the words differ; of the other that is not known.
    assert.deepEqual(inner('std::fs::File'), ['std::sys::fs::windows::File', 'exact']);
    assert.deepEqual(inner('std::thread::JoinHandle'), ['std::thread::lifecycle::JoinInner', 'nearest']);
  });

  it('leave out what was measured to differ', () => {
    const facts = factsFor('1.97');
    const found = facts.agreement(idOf(facts, 'std::io::ErrorKind'));
    assert(found.kind === 'nearest');
    assert.match(found.reason, /^`.*ErrorKind` was measured to differ between Rust 1\.97 and 1\.98$/);
    assert.equal(agreement(factsFor('1.98'), 'std::io::ErrorKind'), 'exact');
  });

  it('are exact in between where both sides agree, and say so where they differ', () => {
    const facts = factsFor('1.90.0');
    assert.equal(agreement(facts, 'std::string::String'), 'exact');
    assert.equal(agreement(facts, 'core::ops::Range'), 'exact');
    const differing = facts.agreement(idOf(facts, 'std::mem::ManuallyDrop'));
    assert(differing.kind === 'nearest');
    assert.equal(
      differing.reason,
      '`core::mem::manually_drop::ManuallyDrop` differs between Rust 1.85 and 1.96, and Rust 1.90 is not described',
    );
  });
});
