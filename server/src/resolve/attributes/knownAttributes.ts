/** Attributes that no procedural macro stands for: the compiler's and those of other tools. */

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

/**
 * Built-in attributes that are macros of std's prelude and so can be shadowed, as by `use tokio::test;`. No other
 * one can: a macro of the same name is ambiguous with it (E0659).
 */
export const shadowable: ReadonlySet<string> = new Set([
  'alloc_error_handler',
  'bench',
  'cfg_eval',
  'define_opaque',
  'derive_const',
  'global_allocator',
  'test',
  'test_case',
]);

/** Whether an attribute of this path is the compiler's or a tool's, and changes nothing. */
export function isInert(path: string): boolean {
  const [first = '', ...rest] = path.replace(/^::/, '').split('::');
  // `rustc_` is reserved for the compiler, which has no macro of such a name.
  if (rest.length === 0) return first === '' || first.startsWith('rustc_') || builtinAttributes.has(first);
  return toolNames.has(first) || (['core', 'std'].includes(first) && builtinAttributes.has(rest.at(-1)!));
}
