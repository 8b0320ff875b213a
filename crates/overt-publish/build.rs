//! New islands must reach the binary: `include_dir` alone notices only changed files, not that there were none before.
fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
