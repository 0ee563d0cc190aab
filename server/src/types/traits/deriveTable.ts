/**
 * Derive macros of well-known crates with the last names of all traits that they implement. A derive that
 * isn't here is taken to possibly implement anything, so leaving one out costs certainty, never truth.
 */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  // serde
  Serialize: ['Serialize'],
  Deserialize: ['Deserialize', 'DeserializeOwned'],
  // thiserror, snafu, failure
  Error: ['Error', 'Display', 'From'],
  Snafu: ['Error', 'Display', 'From', 'IntoError', 'ErrorCompat', 'AsErrorSource'],
  // clap
  Parser: ['Parser', 'CommandFactory', 'FromArgMatches', 'Args', 'Subcommand'],
  Args: ['Args', 'FromArgMatches', 'CommandFactory'],
  Subcommand: ['Subcommand', 'FromArgMatches', 'CommandFactory'],
  ValueEnum: ['ValueEnum'],
  // bytemuck, zerocopy
  Pod: ['Pod', 'AnyBitPattern', 'NoUninit'],
  Zeroable: ['Zeroable'],
  NoUninit: ['NoUninit'],
  AnyBitPattern: ['AnyBitPattern', 'Zeroable'],
  CheckedBitPattern: ['CheckedBitPattern'],
  FromBytes: ['FromBytes', 'FromZeroes', 'FromZeros', 'TryFromBytes'],
  FromZeros: ['FromZeros', 'TryFromBytes'],
  FromZeroes: ['FromZeroes'],
  IntoBytes: ['IntoBytes'],
  AsBytes: ['AsBytes'],
  Immutable: ['Immutable'],
  KnownLayout: ['KnownLayout'],
  Unaligned: ['Unaligned'],
  TryFromBytes: ['TryFromBytes'],
  // strum, num-derive, arbitrary, quickcheck
  EnumString: ['FromStr', 'TryFrom'],
  EnumIter: ['IntoEnumIterator'],
  EnumCount: ['EnumCount'],
  IntoStaticStr: ['From', 'IntoStaticStr'],
  AsRefStr: ['AsRef'],
  FromPrimitive: ['FromPrimitive'],
  ToPrimitive: ['ToPrimitive'],
  Arbitrary: ['Arbitrary'],
  // derive_more
  Display: ['Display'],
  From: ['From'],
  Into: ['Into', 'From'],
  Deref: ['Deref'],
  DerefMut: ['DerefMut'],
  AsRef: ['AsRef'],
  Constructor: [],
  IsVariant: [],
  // zeroize
  ZeroizeOnDrop: ['Drop', 'ZeroizeOnDrop'],
  // schemars, bevy, tracing
  JsonSchema: ['JsonSchema'],
  Component: ['Component'],
  Resource: ['Resource'],
  Reflect: [
    'Reflect',
    'GetTypeRegistration',
    'TypePath',
    'Typed',
    'FromReflect',
    'PartialReflect',
    'Struct',
    'Enum',
  ],
};

/** The traits that a derive macro implements, by its last name; undefined if it isn't known. */
export function traitsOfDerive(name: string): readonly string[] | undefined {
  return Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
}
