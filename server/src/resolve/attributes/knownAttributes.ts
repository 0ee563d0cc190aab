/**
 * Attributes that leave the item they stand on as it is written. Everything that isn't in these tables and
 * doesn't turn out to be the helper attribute of a derive may rewrite the item.
 */

/** Attributes of the compiler (rustc_feature::builtin_attrs), those of unstable features too. */
export const builtinAttributes: ReadonlySet<string> = new Set(
  `allow allow_internal_unsafe allow_internal_unstable alloc_error_handler automatically_derived bench cfg
  cfg_attr cfg_eval cfg_trace cfg_attr_trace cold collapse_debuginfo compiler_builtins const_trait coroutine
  coverage crate_name crate_type custom_mir custom_test_frameworks debugger_visualizer default_lib_allocator
  define_opaque deny deprecated deprecated_safe derive derive_const doc do_not_recommend
  eii eii_declaration expect export_name export_stable feature ffi_const ffi_pure forbid format_args fundamental
  global_allocator global_asm ignore inline instruction_set internal_unsafe lang link link_name link_ordinal
  link_section linkage loop_match const_continue macro_escape macro_export macro_use main marker may_dangle
  must_not_suspend must_use naked needs_allocator needs_panic_runtime no_builtins no_core no_coverage
  no_implicit_prelude no_link no_main no_mangle no_sanitize no_std non_exhaustive omit_gdb_pretty_printer_section
  optimize panic_handler panic_runtime patchable_function_entry path pin_v2 pointee prelude_import
  preserve_ub_checks proc_macro proc_macro_attribute proc_macro_derive profiler_runtime recursion_limit
  reexport_test_harness_main register_tool repr sanitize should_panic splat stable staged_api start
  target_feature test test_case test_runner thread_local track_caller type_const type_length_limit unmarked_api
  unsafe unsafe_op_in_unsafe_fn unsafe_no_drop_flag unstable used warn windows_subsystem
  rustc_abi rustc_align rustc_align_static rustc_allocator rustc_allocator_zeroed rustc_allow_const_fn_unstable
  rustc_allow_incoherent_impl rustc_as_ptr rustc_autodiff autodiff_forward autodiff_reverse rustc_builtin_macro
  rustc_clean rustc_coherence_is_core rustc_coinductive rustc_confusables rustc_const_panic_str
  rustc_const_stable rustc_const_stable_indirect rustc_const_unstable rustc_conversion_suggestion
  rustc_deallocator rustc_def_path rustc_default_body_unstable rustc_deny_explicit_impl rustc_deprecated_safe_2024
  rustc_diagnostic_item rustc_doc_primitive rustc_do_not_const_check rustc_do_not_implement_via_object
  rustc_dump_user_args rustc_dummy rustc_effective_visibility rustc_error rustc_evaluate_where_clauses
  rustc_force_inline rustc_has_incoherent_inherent_impls rustc_hidden_type_of_opaques rustc_if_this_changed
  rustc_inherit_overflow_checks rustc_insignificant_dtor rustc_intrinsic rustc_intrinsic_const_stable_indirect
  rustc_layout rustc_layout_scalar_valid_range_end rustc_layout_scalar_valid_range_start rustc_legacy_const_generics
  rustc_lint_opt_deny_field_access rustc_lint_opt_ty rustc_lint_query_instability rustc_macro_transparency
  rustc_main rustc_mir rustc_never_returns_null_ptr rustc_never_type_options rustc_no_implicit_autorefs
  rustc_no_implicit_bounds rustc_no_mir_inline rustc_nonnull_optimization_guaranteed rustc_nounwind
  rustc_object_lifetime_default rustc_offload_kernel rustc_on_unimplemented rustc_outlives
  rustc_paren_sugar rustc_partition_codegened rustc_partition_reused rustc_pass_by_value rustc_peek
  rustc_preserve_ub_checks rustc_proc_macro_decls rustc_promotable rustc_pub_transparent rustc_reallocator
  rustc_regions rustc_reservation_impl rustc_safe_intrinsic rustc_scalable_vector rustc_simd_monomorphize_lane_limit
  rustc_skip_during_method_dispatch rustc_specialization_trait rustc_std_internal_symbol rustc_strict_coherence
  rustc_symbol_name rustc_test_marker rustc_then_this_would_need rustc_trivial_field_reads
  rustc_unsafe_specialization_marker rustc_variance rustc_variance_of_opaques`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** First segments of attributes that only other tools read (Reference, "Tool attributes"). */
export const toolNames: ReadonlySet<string> = new Set([
  'rustfmt',
  'clippy',
  'diagnostic',
  'miri',
  'rust_analyzer',
]);

/** Why an attribute macro by this path, or by its last segment where imported, does not change the item. */
export const harmlessMacros: ReadonlyMap<string, string> = new Map([
  ['tokio::main', 'wraps the body of a function'],
  ['tokio::test', 'wraps the body of a function'],
  ['tokio_macros::main', 'wraps the body of a function'],
  ['async_std::main', 'wraps the body of a function'],
  ['async_std::test', 'wraps the body of a function'],
  ['actix_web::main', 'wraps the body of a function'],
  ['actix_rt::main', 'wraps the body of a function'],
  ['actix_rt::test', 'wraps the body of a function'],
  ['smol_potat::main', 'wraps the body of a function'],
  ['ntex::main', 'wraps the body of a function'],
  ['rocket::main', 'wraps the body of a function'],
  ['rocket::launch', 'wraps the body of a function'],
  ['embassy_executor::main', 'makes a task of a function'],
  ['embassy_executor::task', 'makes a task of a function'],
  ['cortex_m_rt::entry', 'exports a function'],
  ['cortex_m_rt::exception', 'exports a function'],
  ['cortex_m_rt::interrupt', 'exports a function'],
  ['tracing::instrument', 'wraps the body of a function'],
  ['tracing_attributes::instrument', 'wraps the body of a function'],
  ['instrument', 'wraps the body of a function'],
  ['async_trait', 'rewrites signatures and bodies of functions, no types'],
  ['async_trait::async_trait', 'rewrites signatures and bodies of functions, no types'],
  ['async_recursion', 'rewrites a function'],
  ['async_recursion::async_recursion', 'rewrites a function'],
  ['wasm_bindgen_test', 'registers a test'],
  ['rstest', 'makes tests of a function'],
  ['rstest::rstest', 'makes tests of a function'],
  ['test_case::test_case', 'makes tests of a function'],
  ['test_log::test', 'wraps a test'],
  ['quickcheck', 'makes a test of a function'],
  ['proptest', 'makes a test of a function'],
  ['serial', 'wraps a test'],
  ['serial_test::serial', 'wraps a test'],
  ['traced_test', 'wraps a test'],
  ['track_caller', 'is an attribute of the compiler'],
  ['ctor', 'registers a function'],
  ['ctor::ctor', 'registers a function'],
  ['dtor', 'registers a function'],
  ['inherent', 'adds inherent methods to an impl'],
  ['inherent::inherent', 'adds inherent methods to an impl'],
  ['pin_project', 'adds a projection beside the type, which stays as it is'],
  ['pin_project::pin_project', 'adds a projection beside the type, which stays as it is'],
  ['pin_project::pinned_drop', 'rewrites an impl of a trait'],
  ['pinned_drop', 'rewrites an impl of a trait'],
  ['derive_where', 'adds impls beside the type'],
  ['derive_where::derive_where', 'adds impls beside the type'],
  ['educe', 'is the helper of a derive'],
  ['enum_dispatch', 'adds impls beside the enum or trait'],
  ['enum_dispatch::enum_dispatch', 'adds impls beside the enum or trait'],
  ['typetag::serde', 'adds impls beside the trait or impl'],
  ['auto_impl', 'adds impls beside the trait'],
  ['auto_impl::auto_impl', 'adds impls beside the trait'],
  ['automock', 'adds a type beside the trait'],
  ['mockall::automock', 'adds a type beside the trait'],
  ['dynosaur', 'adds a type beside the trait'],
  ['trait_variant::make', 'adds a trait beside the trait'],
  ['const_fn', 'makes a function const'],
  ['stable_features', 'is an attribute of the compiler'],
  ['doc_cfg', 'is documentation'],
  ['doc_auto_cfg', 'is documentation'],
  ['document_features', 'is documentation'],
  ['docsrs', 'is documentation'],
  ['cfg_aliases', 'is read by a build script'],
  ['expect_test', 'is read by a test'],
  ['napi_derive::napi', 'exports an item'],
  ['no_panic', 'wraps the body of a function'],
  ['no_panic::no_panic', 'wraps the body of a function'],
  ['implicit_fn', 'wraps a function'],
  ['maybe_async::maybe_async', 'rewrites functions, no types'],
  ['criterion', 'registers a benchmark'],
  ['divan::bench', 'registers a benchmark'],
  ['debug_handler', 'checks a function'],
  ['axum::debug_handler', 'checks a function'],
  ['get', 'registers a handler'],
  ['post', 'registers a handler'],
  ['put', 'registers a handler'],
  ['delete', 'registers a handler'],
  ['serde_as', 'adds attributes that serde reads'],
  ['serde_with::serde_as', 'adds attributes that serde reads'],
  ['serde_with::skip_serializing_none', 'adds attributes that serde reads'],
  ['zerovec::derive', 'is read by the attribute that adds the type'],
  ['zerovec::skip_derive', 'is read by the attribute that adds the type'],
  ['zerovec::make_ule', 'adds a type beside the type, which stays as it is'],
  ['zerovec::make_varule', 'adds a type beside the type, which stays as it is'],
  ['diesel_derives::__diesel_public_if', 'changes the visibility of items and fields'],
]);

/** Helper attributes of well-known derives, for when the derive's own crate is not at hand. */
export const knownHelpers: ReadonlySet<string> = new Set(
  `serde arg clap command group value error from source backtrace default builder display debug strum
  deref deref_mut into_iterator as_ref prost diesel sqlx sea_orm pin allow_inner schemars schema
  structopt darling zeroize getset getter setter get set new derivative educe bundle component require reflect
  asn1 der knuffel num_enum strum_discriminants subdiagnostic diag label note help primary_span yaserde
  validate garde serde_as snafu miette diagnostic related zerovec yoke bilge deku br bw binrw speedy rkyv archive
  bincode musli borsh scale codec graphql pyo3 envconfig argh options template uniffi salsa
  as_bytes into try_into unwrap try_unwrap is_variant mul sum`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
