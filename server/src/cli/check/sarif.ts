import type { Finding, Rule } from './judge.ts';

/** What each rule means, for the list of rules in a SARIF file. */
const rules: Readonly<Record<Rule, string>> = {
  size: 'A type is larger than its budget.',
  align: 'A type has a larger alignment than its budget.',
  padding: 'A type has more padding than its budget.',
  'largest-variant': 'The largest variant of an enum needs more bytes beyond the next one than its budget.',
  copy: 'A type is Copy, or is not, against its budget.',
  'needs-drop': 'A type needs drop, or does not, against its budget.',
  grew: 'A type grew, or has more padding than in the base.',
  unknown: 'A figure that has a budget is not known.',
};

/** A log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
export function sarif(findings: readonly Finding[]) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rust-memory-layout',
            rules: Object.entries(rules).map(([id, description]) => ({
              id,
              shortDescription: { text: description },
            })),
          },
        },
        results: findings.map(({ rule, level, type, message }) => ({
          ruleId: rule,
          level: level === 'failure' ? 'error' : 'note',
          message: { text: `${type.id} ${message}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(type.file), uriBaseId: '%SRCROOT%' },
                region: { startLine: type.line },
              },
            },
          ],
          partialFingerprints: { typeAndRule: `${type.id}/${rule}` },
        })),
      },
    ],
  };
}
