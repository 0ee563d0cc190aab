/** A layout as one line of text: what is compared with rustc, and read when the two differ. */
import type {
  BackendRepr,
  FieldsShape,
  Layout,
  LayoutResult,
  Niche,
  Primitive,
  Scalar,
  Variants,
  WrappingRange,
} from '../../../server/src/layout/abi/types.ts';

/** The summary of a result; the error's kind for one without a layout. */
export function summarizeResult(result: LayoutResult): string {
  return result.kind === 'layout' ? summarize(result.layout) : `error ${result.error.kind}`;
}

export function summarize(layout: Layout): string {
  return [
    `${layout.size}/${layout.align}`,
    `unadjusted ${layout.unadjustedAbiAlign}`,
    ...(layout.maxReprAlign === undefined ? [] : [`maxRepr ${layout.maxReprAlign}`]),
    ...summarizeBody(layout),
    ...variants(layout.variants),
  ].join(' ');
}

/** What rustc prints of a variant too, in every release. */
function summarizeBody({ backendRepr, fields, largestNiche, uninhabited }: Layout): string[] {
  return [
    repr(backendRepr),
    shape(fields),
    ...(largestNiche === undefined ? [] : [niche(largestNiche)]),
    ...(uninhabited ? ['uninhabited'] : []),
  ];
}

function primitive(value: Primitive): string {
  switch (value.kind) {
    case 'int':
      return `${value.signed ? 'i' : 'u'}${value.size * 8}`;
    case 'float':
      return `f${value.size * 8}`;
    case 'pointer':
      return value.addressSpace === 0 ? 'ptr' : `ptr${value.addressSpace}`;
  }
}

function range({ start, end }: WrappingRange): string {
  return `${start}..=${end}`;
}

function scalar(s: Scalar): string {
  return s.kind === 'union' ? `?${primitive(s.value)}` : `${primitive(s.value)}:${range(s.validRange)}`;
}

function repr(r: BackendRepr): string {
  switch (r.kind) {
    case 'scalar':
      return `scalar(${scalar(r.scalar)})`;
    case 'scalarPair':
      return `pair(${scalar(r.first)}, ${scalar(r.second)})`;
    case 'simdVector':
      return `vector(${scalar(r.element)} x ${r.count})`;
    case 'memory':
      return r.sized ? 'memory' : 'unsized';
  }
}

function shape(fields: FieldsShape): string {
  switch (fields.kind) {
    case 'primitive':
      return '-';
    case 'union':
      return `union ${fields.count}`;
    case 'array':
      return `[${fields.count} * ${fields.stride}]`;
    case 'arbitrary':
      return `[${fields.offsets}|${fields.inMemoryOrder}]`;
  }
}

function niche(n: Niche): string {
  return `niche(${n.offset} ${primitive(n.value)}:${range(n.validRange)})`;
}

function variants(v: Variants): string[] {
  switch (v.kind) {
    case 'empty':
      return ['empty'];
    case 'single':
      return v.index === 0 ? [] : [`single ${v.index}`];
    case 'multiple': {
      const e = v.tagEncoding;
      const encoding =
        e.kind === 'direct'
          ? 'direct'
          : `niche(untagged ${e.untaggedVariant}, ${e.nicheVariants.start}..=${e.nicheVariants.end} from ${e.nicheStart})`;
      const each = v.variants.map((variant) => `{${[variant.size, ...summarizeBody(variant)].join(' ')}}`);
      return [`tag ${v.tagField} ${scalar(v.tag)} ${encoding}`, ...each];
    }
  }
}
