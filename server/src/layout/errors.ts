import type { LayoutError } from './abi/types.ts';

/** Why `type` has no layout, as a sentence part that stands alone. */
export function explain(error: LayoutError, type: string): string {
  switch (error.kind) {
    case 'sizeOverflow':
      return `\`${type}\` is larger than an object may be on the target; rustc refuses it too`;
    case 'sizeBeyondSafeInteger':
      return `\`${type}\` is larger than 2^53 bytes, more than is computed here`;
    case 'unexpectedUnsized':
      return `field ${error.field} of \`${type}\` has no size known at compile time; only the last field of a struct may be unsized`;
    case 'emptyUnion':
      return `\`${type}\` is a union without fields`;
    case 'reprConflict':
      return `the \`repr\` of \`${type}\` contradicts itself`;
    case 'zeroLengthSimdType':
      return `\`${type}\` is a SIMD vector without elements`;
    case 'oversizedSimdType':
      return `\`${type}\` is a SIMD vector of more than ${error.maxLanes} elements`;
    case 'nonPrimitiveSimdType':
      return `\`${type}\` is a SIMD vector of something that is no number or pointer`;
    case 'discriminantOutOfRange':
      return `a discriminant of \`${type}\` doesn't fit its \`repr\``;
    case 'nonScalarValidRange':
      return `\`${type}\` has a valid range, but is no scalar`;
  }
}
