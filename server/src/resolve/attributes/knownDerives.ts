import { lastName, splitTopLevel } from './cfgAttributes.ts';
import type { KnownMacro, KnownPackage, MacroUse } from './macroEffects.ts';

/**
 * See {@link KnownPackage}: derives with the last names of all traits that they implement for the type they stand on.
 * Leaving one out costs certainty, never truth.
 */
export const derivesTable: Readonly<Record<string, KnownPackage>> = {
  'axum-macros': same(['0.3', '0.4', '0.5'], 'FromRequest FromRequestParts FromRef'),
  bevy_ecs_macros: same(['>=0.9, <0.17'], 'Component Resource'),
  bevy_reflect_derive: of(['>=0.9, <0.17'], {
    Reflect:
      'Reflect GetTypeRegistration TypePath Typed FromReflect PartialReflect Struct TupleStruct Enum GetOwnership RegisterForReflection',
  }),
  bincode_derive: of(['2'], {
    Encode: 'Encode',
    Decode: 'Decode BorrowDecode',
    BorrowDecode: 'BorrowDecode',
  }),
  'bon-macros': same(['2', '3'], '', 'Builder'),
  'borsh-derive': same(['1'], 'BorshSerialize BorshDeserialize BorshSchema'),
  bytemuck_derive: of(['1'], {
    Pod: 'Pod AnyBitPattern NoUninit CheckedBitPattern',
    Zeroable: 'Zeroable',
    NoUninit: 'NoUninit',
    AnyBitPattern: 'AnyBitPattern Zeroable',
    CheckedBitPattern: 'CheckedBitPattern',
    TransparentWrapper: 'TransparentWrapper',
    Contiguous: 'Contiguous',
    ByteEq: 'PartialEq Eq',
    ByteHash: 'Hash',
  }),
  clap_derive: of(['3', '4'], {
    Parser: 'Parser CommandFactory IntoApp FromArgMatches Args Subcommand',
    Args: 'Args FromArgMatches CommandFactory',
    Subcommand: 'Subcommand FromArgMatches CommandFactory',
    ValueEnum: 'ValueEnum',
    ArgEnum: 'ArgEnum',
  }),
  darling_macro: same(
    ['>=0.10, <0.25'],
    'FromMeta FromMetaItem FromAttributes FromDeriveInput FromField FromTypeParam FromVariant FromGenericParam',
  ),
  'derive-new': same(['0.5', '0.6', '0.7'], '', 'new'),
  derivative: { versions: ['2'], macros: { Derivative: listed('derivative') } },
  derive_arbitrary: same(['1'], 'Arbitrary'),
  derive_builder_macro: same(['0.11', '0.12', '0.13', '0.20'], '', 'Builder'),
  derive_more: deriveMore(['0.99']),
  'derive_more-impl': deriveMore(['1', '2']),
  diesel_derives: of(['2'], {
    Queryable: 'Queryable',
    Selectable: 'Selectable',
    Identifiable: 'Identifiable HasTable',
    Insertable: 'Insertable UndecoratedInsertRecord',
    AsChangeset: 'AsChangeset',
    Associations: 'BelongsTo',
    QueryId: 'QueryId',
  }),
  displaydoc: same(['0.2'], 'Display'),
  educe: { versions: ['0.4', '0.5', '0.6'], macros: { Educe: listed('educe') } },
  'enum-as-inner': same(['0.5', '0.6'], '', 'EnumAsInner'),
  'enum-iterator-derive': same(['1'], 'Sequence'),
  'enum-map-derive': of(['0.17'], { Enum: 'Enum EnumArray' }),
  getset: same(['0.1'], '', 'Getters CloneGetters CopyGetters MutGetters Setters WithSetters'),
  'miette-derive': same(['5', '7'], 'Diagnostic'),
  'num-derive': same(['0.3', '0.4'], 'FromPrimitive ToPrimitive NumCast Zero One Num Float'),
  num_enum_derive: of(['0.5', '0.6', '0.7'], {
    IntoPrimitive: 'From',
    FromPrimitive: 'FromPrimitive From CannotDeriveBothFromPrimitiveAndTryFromPrimitive',
    TryFromPrimitive: 'TryFromPrimitive TryFrom CannotDeriveBothFromPrimitiveAndTryFromPrimitive',
    UnsafeFromPrimitive: 'UnsafeFromPrimitive',
    Default: 'Default',
  }),
  'prost-derive': of(['0.11', '0.12', '0.13', '0.14'], {
    Message: 'Message Default Debug',
    Enumeration: 'Default TryFrom From',
    Oneof: 'Debug',
  }),
  'pyo3-macros': same(['0.20', '0.21', '0.22', '0.23', '0.24', '0.25'], 'FromPyObject IntoPyObject'),
  'ref-cast-impl': of(['1'], { RefCast: 'RefCast', RefCastCustom: 'RefCastOkay' }),
  schemars_derive: of(['0.8'], { JsonSchema: 'JsonSchema', JsonSchema_repr: 'JsonSchema' }),
  serde_derive: of(['1'], { Serialize: 'Serialize', Deserialize: 'Deserialize' }),
  serde_repr: of(['0.1'], { Serialize_repr: 'Serialize', Deserialize_repr: 'Deserialize' }),
  serde_with_macros: of(['2', '3'], {
    SerializeDisplay: 'Serialize',
    SerializeDisplayAlt: 'Serialize',
    DeserializeFromStr: 'Deserialize',
  }),
  'smart-default': of(['0.6', '0.7'], { SmartDefault: 'Default' }),
  'snafu-derive': of(['0.7', '0.8'], {
    Snafu: 'Error Display From IntoError ErrorCompat AsErrorSource FromString',
  }),
  'sqlx-macros': of(['0.6', '0.7', '0.8'], {
    Encode: 'Encode',
    Decode: 'Decode',
    Type: 'Type PgHasArrayType',
    FromRow: 'FromRow',
  }),
  'structopt-derive': of(['0.4'], { StructOpt: 'StructOpt StructOptInternal' }),
  strum_macros: of(['>=0.21, <0.29'], {
    EnumString: 'FromStr TryFrom',
    Display: 'Display',
    ToString: 'ToString',
    AsRefStr: 'AsRef',
    AsStaticStr: 'AsStaticRef',
    IntoStaticStr: 'From IntoStaticStr',
    EnumIter: 'IntoEnumIterator',
    EnumCount: 'EnumCount',
    EnumMessage: 'EnumMessage',
    EnumProperty: 'EnumProperty',
    EnumDiscriminants: 'IntoDiscriminant From',
    EnumVariantNames: 'VariantNames',
    VariantNames: 'VariantNames',
    VariantArray: 'VariantArray',
    FromRepr: '',
    EnumIs: '',
    EnumTryAs: '',
    EnumTable: '',
  }),
  'thiserror-impl': of(['1', '2'], { Error: 'Error Display From' }),
  'typed-builder-macro': same(['>=0.15, <0.24'], '', 'TypedBuilder'),
  validator_derive: of(['0.16', '0.18', '0.20'], { Validate: 'Validate ValidateArgs' }),
  variantly: same(['0.4'], '', 'Variantly'),
  'yoke-derive': same(['0.7', '0.8'], 'Yokeable'),
  'zerocopy-derive': of(['0.7', '0.8'], {
    FromBytes: 'FromBytes FromZeroes FromZeros TryFromBytes',
    FromZeros: 'FromZeros TryFromBytes',
    FromZeroes: 'FromZeroes FromZeros TryFromBytes',
    TryFromBytes: 'TryFromBytes',
    IntoBytes: 'IntoBytes',
    AsBytes: 'AsBytes IntoBytes',
    Immutable: 'Immutable',
    KnownLayout: 'KnownLayout',
    Unaligned: 'Unaligned',
    ByteHash: 'Hash',
    ByteEq: 'PartialEq Eq',
    SplitAt: 'SplitAt',
  }),
  'zerofrom-derive': same(['0.1'], 'ZeroFrom'),
  zeroize_derive: {
    versions: ['1'],
    macros: {
      // `#[zeroize(drop)]` adds the impl of `Drop`.
      Zeroize: {
        traits: (use) => (zeroizesOnDrop(use) ? ['Zeroize', 'Drop', 'ZeroizeOnDrop'] : ['Zeroize']),
        drops: zeroizesOnDrop,
      },
      ZeroizeOnDrop: { traits: ['Drop', 'ZeroizeOnDrop'], drops: true },
    },
  },
};

function zeroizesOnDrop({ helpers }: MacroUse): boolean {
  return helpers('zeroize').some((args) => namesIn(args).includes('drop'));
}

/** `traits` by the derives' names, separated by spaces. */
function of(versions: readonly string[], traits: Readonly<Record<string, string>>): KnownPackage {
  const entries = Object.entries(traits).map(([name, list]) => [name, { traits: words(list) }] as const);
  return { versions, macros: Object.fromEntries(entries) };
}

/** Derives that implement the one trait of their own name, and those that implement none (`methods`). */
function same(versions: readonly string[], names: string, methods = ''): KnownPackage {
  const traits = words(names).map((name) => [name, name] as const);
  return of(versions, Object.fromEntries([...traits, ...words(methods).map((name) => [name, ''] as const)]));
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** A derive whose helper attribute of this name lists the traits: `#[educe(Debug, Clone(bound()))]`. */
function listed(helper: string): KnownMacro {
  return { traits: (use: MacroUse) => use.helpers(helper).flatMap(namesIn) };
}

function namesIn(args: string): readonly string[] {
  return splitTopLevel(args.trim().slice(1, -1)).map(lastName);
}

function deriveMore(versions: readonly string[]): KnownPackage {
  return of(versions, {
    ...Object.fromEntries(
      words(
        'Add AddAssign AsMut AsRef Binary BitAnd BitAndAssign BitOr BitOrAssign BitXor BitXorAssign Debug Deref DerefMut Display Div DivAssign Eq Error From FromStr Hash Index IndexMut IntoIterator LowerExp LowerHex Mul MulAssign Neg Not Octal PartialEq Pointer Product Rem RemAssign Shl ShlAssign Shr ShrAssign Sub SubAssign Sum TryFrom UpperExp UpperHex',
      ).map((name) => [name, name]),
    ),
    Into: 'Into From',
    TryInto: 'TryInto TryFrom',
    Constructor: '',
    IsVariant: '',
    Unwrap: '',
    TryUnwrap: '',
  });
}
