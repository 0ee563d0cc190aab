import type { Item } from '../../syntax/ast.ts';
import { lastName, splitTopLevel } from './cfgAttributes.ts';
import type { KnownMacro, KnownPackage, MacroUse } from './macroEffects.ts';

/** Wraps the body of a function, whose signature stays. */
const body: KnownMacro = { on: ['fn'] };

/** Runs an `async fn` to its end, so that calling it gives no future. */
const blocking: KnownMacro = { on: ['fn'], changes: ifAsync('makes a plain function of it') };

/** Puts the future of an `async fn` into a box. */
const boxing: KnownMacro = { on: ['fn'], changes: ifAsync('puts its future into a box') };

/** Adds something beside a trait or an impl. */
const besideTrait: KnownMacro = { on: ['trait', 'impl'] };

/** Adds attributes for serde to the fields of a type, and nothing else. */
const serdeFields: KnownMacro = { on: ['struct', 'enum'] };

const makesTests: KnownMacro = {
  ...blocking,
  helpers: ['case', 'future', 'once', 'timeout', 'trace', 'values', 'awt'],
};

const flagTraits: readonly string[] = [
  ...[
    'RawBitFlags',
    'BitFlag',
    'Not',
    'BitOr',
    'BitAnd',
    'BitXor',
    'BitOrAssign',
    'BitAndAssign',
    'BitXorAssign',
  ],
];

const pyclassTraits: readonly string[] = [
  ...[
    'PyClass',
    'PyClassImpl',
    'PyTypeInfo',
    'PyTypeCheck',
    'DerefToPyAny',
    'HasPyGilRef',
    'PyClassBaseType',
  ],
  ...['IntoPy', 'IntoPyObject', 'FromPyObject', 'PyFunctionArgument', 'ExtractPyClassWithClone'],
  ...['PyClassNewTextSignature', 'PyClassWithFreeList', 'PyClassSealed', 'PyStubType'],
];

const wasmTraits: readonly string[] = [
  ...[
    'WasmDescribe',
    'WasmDescribeVector',
    'IntoWasmAbi',
    'FromWasmAbi',
    'RefFromWasmAbi',
    'RefMutFromWasmAbi',
  ],
  ...[
    'LongRefFromWasmAbi',
    'OptionIntoWasmAbi',
    'OptionFromWasmAbi',
    'VectorIntoWasmAbi',
    'VectorFromWasmAbi',
  ],
  ...[
    'TryFromJsValue',
    'From',
    'Into',
    'TryFrom',
    'VectorIntoJsValue',
    'SupportsConstructor',
    'ErasableGeneric',
  ],
  ...['SupportsInstanceProperty', 'SupportsStaticProperty', 'JsClassMarker', 'UpcastFrom'],
];

/** See {@link KnownPackage}: attribute macros that leave the item as it is written, or as their `changes` say. */
export const attributesTable: Readonly<Record<string, KnownPackage>> = {
  'actix-macros': of(['0.1', '0.2'], { main: blocking, test: blocking }),
  'async-attributes': of(['1'], { main: blocking, test: blocking, bench: blocking }),
  'async-recursion': of(['0.3', '1'], { async_recursion: boxing }),
  'async-trait': of(['0.1'], {
    async_trait: { on: ['trait', 'impl'], changesMember: asyncFn('puts its future into a box') },
  }),
  auto_impl: of(['0.5', '1'], { auto_impl: { on: ['trait'] } }),
  'axum-macros': of(['0.2', '0.3', '0.4', '0.5'], { debug_handler: body, debug_middleware: body }),
  'cortex-m-rt-macros': of(['0.6', '0.7'], { entry: body, exception: body, interrupt: body, pre_init: body }),
  ctor: of(['0.1', '0.2'], { ctor: body, dtor: body }),
  'derive-where': of(['1'], { derive_where: { on: ['struct', 'enum', 'union'], traits: derivedWhere } }),
  diesel_derives: of(['2'], { __diesel_public_if: {} }),
  'divan-macros': of(['0.1'], { bench: body }),
  enum_dispatch: of(['0.3'], {
    enum_dispatch: { on: ['enum', 'trait'], traits: dispatched, changes: dispatchShorthand },
  }),
  enumflags2_derive: of(['0.7'], {
    bitflags: { on: ['enum'], traits: flagTraits, changes: inferredFlags },
    bitflags_internal: { on: ['enum'], traits: flagTraits, changes: inferredFlags },
  }),
  inherent: of(['1'], { inherent: { on: ['impl'] } }),
  'maybe-async': of(['0.2'], {
    maybe_async: {
      on: ['fn', 'impl', 'trait'],
      changes: ifAsync('may make a plain function of it'),
      changesMember: asyncFn('may make a plain function of it'),
    },
  }),
  mockall_derive: of(['0.11', '0.12', '0.13'], { automock: besideTrait }),
  'no-panic': of(['0.1'], { no_panic: body }),
  'pin-project-internal': of(['1'], {
    pin_project: {
      on: ['struct', 'enum'],
      traits: (use) => (hasPinnedDrop(use) ? ['Drop', 'Unpin'] : ['Unpin']),
      drops: hasPinnedDrop,
    },
    pinned_drop: { on: ['impl'] },
  }),
  'pyo3-macros': of(['0.20', '0.21', '0.22', '0.23', '0.24', '0.25'], {
    pyclass: { on: ['struct', 'enum'], traits: pyclassTraits, helpers: ['pyo3'] },
    pymethods: {
      on: ['impl'],
      helpers: ['pyo3', 'new', 'getter', 'setter', 'staticmethod', 'classmethod', 'classattr', 'args'],
    },
    pyfunction: { on: ['fn'], helpers: ['pyo3'] },
  }),
  quickcheck_macros: of(['1'], { quickcheck: body }),
  rstest_macros: of(['0.18', '0.19', '0.21', '0.22', '0.23', '0.24', '0.25', '0.26'], { rstest: makesTests }),
  serde_with_macros: of(['1', '2', '3'], { serde_as: serdeFields, skip_serializing_none: serdeFields }),
  serial_test_derive: of(['1', '2', '3'], {
    serial: body,
    parallel: body,
    file_serial: body,
    file_parallel: body,
  }),
  'test-case-macros': of(['3'], { test_case: blocking }),
  'test-log-macros': of(['0.2'], { test: blocking }),
  'tokio-macros': of(['0.2', '1', '2'], {
    main: blocking,
    test: blocking,
    main_rt: blocking,
    test_rt: blocking,
  }),
  'tracing-attributes': of(['0.1'], { instrument: body }),
  'tracing-test-macro': of(['0.2'], { traced_test: body }),
  'trait-variant': of(['0.1'], { make: { on: ['trait'] } }),
  'typetag-impl': of(['0.2'], { serde: besideTrait, serialize: besideTrait, deserialize: besideTrait }),
  'wasm-bindgen-macro': of(['0.2'], {
    wasm_bindgen: { on: ['fn', 'struct', 'enum', 'impl'], traits: wasmTraits, changes: wasmChanges },
  }),
  'wasm-bindgen-test-macro': of(['0.3'], { wasm_bindgen_test: body }),
  'zerovec-derive': of(['0.9', '0.10', '0.11'], {
    make_ule: { on: ['struct', 'enum'], traits: ['AsULE', 'ZeroMapKV'], helpers: ['zerovec'] },
    make_varule: {
      on: ['struct', 'enum'],
      traits: ['EncodeAsVarULE', 'ZeroMapKV', 'ZeroFrom', 'From', 'Serialize', 'Deserialize'],
      helpers: ['zerovec'],
    },
  }),
};

function of(versions: readonly string[], macros: KnownPackage['macros']): KnownPackage {
  return { versions, macros };
}

function ifAsync(text: string): (use: MacroUse) => string | undefined {
  const change = asyncFn(text);
  return ({ item }) => change(item);
}

function asyncFn(text: string): (item: Item) => string | undefined {
  return (item) => (item.kind === 'fn' && item.isAsync ? text : undefined);
}

function inside(args: string): string {
  return args
    .trim()
    .replace(/^[([{]/, '')
    .replace(/[)\]}]$/, '');
}

/** `Clone, Zeroize(drop); T` */
function derivedWhere({ args }: MacroUse): readonly string[] {
  const names = splitTopLevel(inside(args).split(';')[0] ?? '').map(lastName);
  return names.some((name) => name.startsWith('Zeroize'))
    ? [...names, 'Drop', 'Zeroize', 'ZeroizeOnDrop']
    : names;
}

/** On an enum the traits that it names, with the conversions from and to the variants' types. */
function dispatched({ args, item }: MacroUse): readonly string[] {
  if (item.kind !== 'enum') return [];
  return [...splitTopLevel(inside(args)).map(lastName), 'From', 'TryFrom', 'TryInto'];
}

/** A variant without a type gets the type of its name (enum_dispatch_variant.rs). */
function dispatchShorthand({ item }: MacroUse): string | undefined {
  if (item.kind !== 'enum' || item.variants.every(({ shape }) => shape === 'tuple')) return undefined;
  return 'gives a variant without a type the type of its name';
}

/** Variants without a value get the free bits. */
function inferredFlags({ item }: MacroUse): string | undefined {
  if (item.kind !== 'enum' || item.variants.every(({ discriminant }) => discriminant !== undefined))
    return undefined;
  return 'gives the variants without a discriminant bits of their own';
}

function hasPinnedDrop({ args }: MacroUse): boolean {
  return splitTopLevel(inside(args)).some((arg) => arg === 'PinnedDrop');
}

/** A class that extends another holds its parent; an enum of strings or of types is written anew. */
function wasmChanges({ args, item, text }: MacroUse): string | undefined {
  if (item.kind === 'struct') return /\bextends\b/.test(args) ? 'may add what the class extends' : undefined;
  if (item.kind !== 'enum') return undefined;
  const plain = item.variants.every(
    ({ shape, discriminant }) => shape === 'unit' && !(discriminant && text(discriminant.span).includes('"')),
  );
  return plain ? undefined : 'writes the enum anew';
}
