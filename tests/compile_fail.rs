//! Programs that must not compile: a forged right, a forged intent, sending twice, settling twice, and any way back for ad
//! credit. Each lies in `compile-fail/` beside what the compiler says about it.

#[test]
fn what_must_not_be_said_does_not_compile() {
    trybuild::TestCases::new().compile_fail("compile-fail/*.rs");
}
