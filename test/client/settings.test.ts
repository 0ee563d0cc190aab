import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultSettings, settingsSection } from '../../shared/settings.ts';

/** Dotted names of all values of an object, with the values. */
function flatten(value: object, prefix: string): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && !Array.isArray(inner)
      ? flatten(inner, `${prefix}.${key}`)
      : [[`${prefix}.${key}`, inner]],
  );
}

describe('the settings that package.json declares', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const groups: { properties: Record<string, { default: unknown; markdownDescription?: string }> }[] =
    manifest.contributes.configuration;
  const declared = groups.flatMap(({ properties }) => Object.entries(properties));

  it('are those of shared/settings.ts, with the same defaults', () => {
    // The language client reads this one by itself.
    const ours = declared.filter(([name]) => name !== 'rustMemoryLayout.trace.server');
    const values = ours.map(([name, property]) => [name, property.default]);
    assert.deepEqual(
      Object.fromEntries(values),
      Object.fromEntries(flatten(defaultSettings, settingsSection)),
    );
  });

  it('each have a description', () => {
    const bare = declared.filter(
      ([, { markdownDescription = '' }]) => !/^[A-Z].*\.$/.test(markdownDescription),
    );
    assert.deepEqual(
      bare.map(([name]) => name),
      [],
    );
  });
});
